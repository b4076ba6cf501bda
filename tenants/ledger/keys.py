"""The Ed25519 keys of each reseller, kept in a folder outside PostgreSQL, and signatures with them."""

from __future__ import annotations

import base64
import contextlib
import functools
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NotRequired, TypedDict

import joserfc.errors
from django.conf import settings
from joserfc import jws
from joserfc.jwk import OKPKey

from tenants.ledger.entries import canonical_bytes
from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _

ALGORITHM: Final = "Ed25519"  # RFC 9864: the algorithm and its curve in one name
CURRENT = "current"  # the file in a reseller's folder that names the key to sign with
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_KID = re.compile(r"[A-Za-z0-9_-]{43}")


class SignatureInvalid(Exception):  # reads as the sentence it carries
    """The token proves nothing; `sentence` says why, and can be translated."""

    def __init__(self, template: str, **values: object) -> None:
        """Keep the sentence, whose template is `marked`."""
        self.sentence = Sentence(template, values)
        super().__init__(str(self.sentence))


class PublicJwk(TypedDict):
    """A public Ed25519 key as RFC 8037 writes it; its `kid` is its RFC 7638 thumbprint."""

    kty: str
    crv: str
    x: str
    kid: str
    alg: NotRequired[str]
    use: NotRequired[str]


class Jwks(TypedDict):
    """A set of public keys, as `/.well-known/jwks.json` serves it."""

    keys: list[PublicJwk]


def signer(schema: str, *, keys_dir: Path | None = None) -> OKPKey:
    """Return the key that the reseller signs with; the first call creates it, even when two processes race."""
    folder = _folder(schema, keys_dir)
    kid = _current_kid(folder)
    if kid is None:
        kid = _create(folder)
        if not _point_at(folder, kid, replace=False):
            # Another process was first: its key signs, and ours was never named anywhere.
            (folder / f"{kid}.json").unlink()
            kid = _current_kid(folder)
    if kid is None:
        message = f"the folder of {schema}'s keys changes while it is read"
        raise RuntimeError(message)
    return _load(folder / f"{kid}.json")


def create(schema: str, *, keys_dir: Path | None = None) -> str:
    """Create and publish a key that signs nothing yet, and return its `kid`."""
    return _create(_folder(schema, keys_dir))


def sign_with(schema: str, kid: str, *, keys_dir: Path | None = None) -> None:
    """Sign with a created key from now on; older keys stay published and keep verifying."""
    folder = _folder(schema, keys_dir)
    _load(folder / f"{kid}.json")  # never point at a key that cannot sign
    _point_at(folder, kid, replace=True)


def rotate(schema: str, *, keys_dir: Path | None = None) -> str:
    """Create a key, sign with it from now on, and return its `kid`."""
    kid = create(schema, keys_dir=keys_dir)
    sign_with(schema, kid, keys_dir=keys_dir)
    return kid


def current_kid(schema: str, *, keys_dir: Path | None = None) -> str | None:
    """Return the kid of the key that signs now, None before the first signature."""
    return _current_kid(_folder(schema, keys_dir))


def public_jwks(schema: str, *, keys_dir: Path | None = None) -> Jwks:
    """Return every public key the reseller ever signed with; none before its first signature."""
    folder = _folder(schema, keys_dir)
    if not folder.is_dir():
        return {"keys": []}
    keys: list[PublicJwk] = []
    for path in sorted(folder.glob("*.json")):
        # A key that lost the race for the first one may vanish here; nothing was signed with it.
        with contextlib.suppress(FileNotFoundError):
            keys.append(_public(_load(path)))
    return {"keys": keys}


def sign_jws(schema: str, payload: Mapping[str, Any], *, typ: str, keys_dir: Path | None = None) -> str:
    """Return a compact JWS over the payload in canonical JSON.

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
    """Return the payload of a token that one of these keys signed; raises SignatureInvalid with a sentence.

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
    except (joserfc.errors.JoseError, ValueError) as error:
        raise SignatureInvalid(_("The signature does not belong to these words.")) from error
    if not isinstance(payload, dict):
        raise SignatureInvalid(_("The signed words are not a statement of an issuer."))
    if issuer is not None and payload.get("iss") != issuer:
        raise SignatureInvalid(_("It was issued by {found}, not by {issuer}."), found=payload.get("iss"), issuer=issuer)
    if tenant is not None and payload.get("tenant") != tenant:
        raise SignatureInvalid(_("It was issued for another reseller."))
    return payload


def trusted_keys(jwks: Mapping[str, Any]) -> dict[str, OKPKey]:
    """Return the keys of a set by `kid`; raises SignatureInvalid if one is not what its kid names."""
    keys: dict[str, OKPKey] = {}
    listed = jwks.get("keys")
    if not isinstance(listed, list):
        raise SignatureInvalid(_("This is not a set of keys."))
    for jwk in listed:
        key = _import_public(jwk)
        keys[str(key.kid)] = key
    return keys


def _import_public(jwk: object) -> OKPKey:
    """Return one public key; a kid that is not the key's thumbprint would let keys be swapped under a known name."""
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
    """Return the kid of a protected header that says exactly what ours say."""
    try:
        header = json.loads(_decode(part))
    except ValueError as error:
        raise SignatureInvalid(_("This is not a signed token, or its text was damaged.")) from error
    if not isinstance(header, dict) or set(header) != {"alg", "kid", "typ"} or header["alg"] != ALGORITHM:
        raise SignatureInvalid(_("It was not signed with {algorithm}."), algorithm=ALGORITHM)
    if header["typ"] != typ:
        raise SignatureInvalid(_("It is a token of the kind {found}, not {typ}."), found=header["typ"], typ=typ)
    return str(header["kid"])


def _decode(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _is_strict_base64url(part: str) -> bool:
    """Say whether the text is the only way to write its bytes (the last digit has bits that decoders ignore)."""
    try:
        return base64.urlsafe_b64encode(_decode(part)).rstrip(b"=").decode() == part
    except ValueError:
        return False


def _folder(schema: str, keys_dir: Path | None) -> Path:
    if not _SCHEMA.fullmatch(schema):
        message = f"{schema!r} is not the name of a reseller's schema"
        raise ValueError(message)
    return Path(keys_dir if keys_dir is not None else settings.KEYS_DIR) / schema


def _current_kid(folder: Path) -> str | None:
    try:
        kid = (folder / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    if not _KID.fullmatch(kid):
        message = f"{folder / CURRENT} does not name a key"
        raise ValueError(message)
    return kid


def _create(folder: Path) -> str:
    """Write a new private key that nothing names yet, and return its kid."""
    for path in (folder.parent, folder):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = OKPKey.generate_key(ALGORITHM, {"alg": ALGORITHM, "use": "sig"}, private=True)
    kid = key.thumbprint()
    _write_private(folder / f"{kid}.json", json.dumps({**key.as_dict(private=True), "kid": kid}, sort_keys=True))
    return kid


def _point_at(folder: Path, kid: str, *, replace: bool) -> bool:
    """Make `current` name the key in one step; without `replace`, return False if it names one already."""
    draft = folder / f".{CURRENT}-{secrets.token_hex(8)}"
    _write_private(draft, kid)
    try:
        if replace:
            draft.replace(folder / CURRENT)
        else:
            (folder / CURRENT).hardlink_to(draft)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
        _sync(folder)
    return True


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the folder's names survive a power cut: a key that signed must never be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@functools.lru_cache(maxsize=1024)
def _load(path: Path) -> OKPKey:
    """Return a private key; a file named after its thumbprint never changes, so it is read once per process."""
    return OKPKey.import_key(json.loads(path.read_text("ascii")))


def _public(key: OKPKey) -> PublicJwk:
    jwk = key.as_dict(private=False)
    return {"kty": "OKP", "crv": ALGORITHM, "x": str(jwk["x"]), "kid": str(key.kid), "alg": ALGORITHM, "use": "sig"}
