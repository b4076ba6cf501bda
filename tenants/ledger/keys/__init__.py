"""Each reseller's signing keys: the folder they lie in, and signatures with them."""

from tenants.ledger.keys.folder import (
    ALGORITHM,
    CURRENT,
    Jwks,
    PublicJwk,
    create,
    current_kid,
    public_jwks,
    sign_with,
    signer,
)
from tenants.ledger.keys.signatures import SignatureInvalid, sign_jws, trusted_keys, unverified, verify_jws

__all__ = [
    "ALGORITHM",
    "CURRENT",
    "Jwks",
    "PublicJwk",
    "SignatureInvalid",
    "create",
    "current_kid",
    "public_jwks",
    "sign_jws",
    "sign_with",
    "signer",
    "trusted_keys",
    "unverified",
    "verify_jws",
]
