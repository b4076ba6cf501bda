"""Signs and verifies compact JWS (RFC 7515) with a reseller's keys."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import joserfc.errors
from joserfc import jws
from joserfc.jwk import OKPKey

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.keys.folder import ALGORITHM, PublicJwk, signer
from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _


class SignatureInvalid(Exception):  # reads as the sentence it carries
    """The token proves nothing; `sentence` says why, and can be translated."""

    def __init__(self, template: str, **values: object) -> None:
        """Keeps the sentence, whose template is `marked`."""
        self.sentence = Sentence(template, values)
        super().__init__(str(self.sentence))


def sign_jws(schema: str, payload: Mapping[str, Any], *, typ: str, keys_dir: Path | None = None) -> str:
    """Returns a compact JWS over the payload in canonical JSON.

    The payload names the reseller's canonical host as `iss`; `tenant` is set to the schema, so that what one
    reseller signed never passes at another (invariant 12). Raises ValueError for a payload that says otherwise.
    """
    if not payload.get("iss"):
        message = "a signed payload names its issuer"
        raise ValueError(message)
    if payload.get("tenant", schema) != schema:
        message = "a payload is signed with the keys of the reseller it names"
        raise ValueError(message)
    key = signer(schema, keys_dir=keys_dir)
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": typ}
    return jws.serialize_compact(header, canonical_bytes({**payload, "tenant": schema}), key, algorithms=[ALGORITHM])


def verify_jws(
    token: str, jwks: Mapping[str, Any], *, typ: str, issuer: str | None, tenant: str | None = None
) -> dict[str, Any]:
    """Returns the payload of a token that one of these keys signed; raises SignatureInvalid with a sentence.

    `issuer` is the host that must have issued it; None only for a caller that checks `iss` itself.
    """
    parts = token.split(".")
    if len(parts) != 3 or not all(_is_strict_base64url(part) for part in parts):  # noqa: PLR2004  # RFC 7515, 7.1
        raise SignatureInvalid(_("This is not a signed token, or its text was damaged."))
    kid = _read_header(parts[0], typ)
    key = trusted_keys(jwks).get(kid)
    if key is None:
        raise SignatureInvalid(_("It was signed with key {kid}, which is not among the issuer's keys."), kid=kid)
    try:
        signed = jws.deserialize_compact(token, key, algorithms=[ALGORITHM])
        payload = json.loads(signed.payload)
    except (joserfc.errors.JoseError, ValueError, RecursionError) as error:
        raise SignatureInvalid(_("The signature does not belong to these words.")) from error
    if not isinstance(payload, dict):
        raise SignatureInvalid(_("The signed words are not a statement of an issuer."))
    if issuer is not None and payload.get("iss") != issuer:
        raise SignatureInvalid(_("It was issued by {found}, not by {issuer}."), found=payload.get("iss"), issuer=issuer)
    if tenant is not None and payload.get("tenant") != tenant:
        raise SignatureInvalid(_("It was issued for another reseller."))
    return payload


def unverified(token: str, part: int) -> dict[str, Any]:
    """Returns what a part of a token says (0: header, 1: payload), unchecked; empty where it says nothing.

    It only tells which check to make, or whom to name: anybody can have written it.
    """
    parts = token.split(".")
    try:
        said = json.loads(_decode(parts[part]))
    except (IndexError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def trusted_keys(jwks: Mapping[str, Any]) -> dict[str, OKPKey]:
    """Returns the keys of a set by `kid`; raises SignatureInvalid if one is not what its kid names."""
    keys: dict[str, OKPKey] = {}
    listed = jwks.get("keys")
    if not isinstance(listed, list):
        raise SignatureInvalid(_("This is not a set of keys."))
    for jwk in listed:
        key = _import_public(jwk)
        keys[str(key.kid)] = key
    return keys


def _import_public(jwk: object) -> OKPKey:
    """Returns one public key; a kid that is not the key's thumbprint would let keys be swapped under a known name."""
    if not isinstance(jwk, dict) or jwk.get("crv") != ALGORITHM or jwk.get("alg", ALGORITHM) != ALGORITHM:
        raise SignatureInvalid(_("A key in the set is not an Ed25519 key."))
    public = {name: value for name, value in jwk.items() if name in PublicJwk.__annotations__}
    try:
        key = OKPKey.import_key(public)
        thumbprint = key.thumbprint()
    except (joserfc.errors.JoseError, ValueError, TypeError, KeyError) as error:
        raise SignatureInvalid(_("A key in the set cannot be read.")) from error
    if jwk.get("kid") != thumbprint or not _is_strict_base64url(str(jwk.get("x"))):
        raise SignatureInvalid(_("Key {kid} in the set is not the key that its name stands for."), kid=jwk.get("kid"))
    return key


def _read_header(part: str, typ: str) -> str:
    """Returns the kid of a protected header that says exactly what ours say."""
    try:
        header = json.loads(_decode(part))
    except (ValueError, RecursionError) as error:
        raise SignatureInvalid(_("This is not a signed token, or its text was damaged.")) from error
    if not isinstance(header, dict) or set(header) != {"alg", "kid", "typ"} or header["alg"] != ALGORITHM:
        raise SignatureInvalid(_("It was not signed with {algorithm}."), algorithm=ALGORITHM)
    if header["typ"] != typ:
        raise SignatureInvalid(_("It is a token of the kind {found}, not {typ}."), found=header["typ"], typ=typ)
    return str(header["kid"])


def _decode(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _is_strict_base64url(part: str) -> bool:
    """Says whether the text is the only way to write its bytes (the last digit has bits that decoders ignore)."""
    try:
        return base64.urlsafe_b64encode(_decode(part)).rstrip(b"=").decode() == part
    except ValueError:
        return False
