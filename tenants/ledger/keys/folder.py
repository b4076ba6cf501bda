"""The Ed25519 keys of each reseller, in a folder outside PostgreSQL that every process shares."""

from __future__ import annotations

import contextlib
import functools
import json
import re
from pathlib import Path
from typing import Final, NotRequired, TypedDict

from django.conf import settings
from joserfc.jwk import OKPKey

from tenants.resellers import whole_files

ALGORITHM: Final = "Ed25519"  # RFC 9864: the algorithm and its curve in one name
CURRENT = "current"  # the file in a reseller's folder that names the key to sign with
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_KID = re.compile(r"[A-Za-z0-9_-]{43}")


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
    """Returns the key that the reseller signs with; the first call creates it, even when two processes race."""
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
    """Creates and publishes a key that signs nothing yet; returns its `kid`."""
    return _create(_folder(schema, keys_dir))


def sign_with(schema: str, kid: str, *, keys_dir: Path | None = None) -> None:
    """Signs with a created key from now on; older keys stay published and keep verifying."""
    folder = _folder(schema, keys_dir)
    _load(folder / f"{kid}.json")  # never point at a key that cannot sign
    _point_at(folder, kid, replace=True)


def current_kid(schema: str, *, keys_dir: Path | None = None) -> str | None:
    """Returns the kid of the key that signs now, None before the first signature."""
    return _current_kid(_folder(schema, keys_dir))


def public_jwks(schema: str, *, keys_dir: Path | None = None) -> Jwks:
    """Returns every public key the reseller ever signed with; none before its first signature."""
    folder = _folder(schema, keys_dir)
    if not folder.is_dir():
        return {"keys": []}
    keys: list[PublicJwk] = []
    for path in sorted(folder.glob("*.json")):
        # A key that lost the race for the first one may vanish here; nothing was signed with it.
        with contextlib.suppress(FileNotFoundError):
            keys.append(_public(_load(path)))
    return {"keys": keys}


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
    """Writes a new private key that nothing names yet; returns its kid."""
    for path in (folder.parent, folder):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = OKPKey.generate_key(ALGORITHM, {"alg": ALGORITHM, "use": "sig"}, private=True)
    kid = key.thumbprint()
    words = json.dumps({**key.as_dict(private=True), "kid": kid}, sort_keys=True)
    whole_files.write(folder / f"{kid}.json", words, mode=whole_files.PRIVATE)
    return kid


def _point_at(folder: Path, kid: str, *, replace: bool) -> bool:
    """Makes `current` name the key in one step; without `replace`, returns False if it names one already."""
    try:
        whole_files.write(folder / CURRENT, kid, mode=whole_files.PRIVATE, replace=replace)
    except FileExistsError:
        return False
    return True


@functools.lru_cache(maxsize=1024)
def _load(path: Path) -> OKPKey:
    """Returns a private key; a file named after its thumbprint never changes, so it is read once per process."""
    return OKPKey.import_key(json.loads(path.read_text("ascii")))


def _public(key: OKPKey) -> PublicJwk:
    jwk = key.as_dict(private=False)
    return {"kty": "OKP", "crv": ALGORITHM, "x": str(jwk["x"]), "kid": str(key.kid), "alg": ALGORITHM, "use": "sig"}
