"""Signatures and locks salted with the tenant, so that what is taken to another host fails (invariant 12)."""

import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.signing import Signer, TimestampSigner

from tenants.resellers.current import connection


class TenantSigner(TimestampSigner):
    """Django's cookie signer with the current tenant in its salt."""

    def __init__(self, *, salt: str | None = None, **options: Any) -> None:
        super().__init__(salt=f"{connection.schema_name}:{salt or 'cookie'}", **options)


def keyed_digest(purpose: str, secret: str) -> str:
    """A digest of a secret that means nothing at another tenant: what is stored of links and tokens."""
    return Signer(salt=f"{connection.schema_name}:{purpose}").signature(secret)


def new_secret(purpose: str) -> tuple[str, str]:
    """Returns a secret to hand out once, and the digest of it that is kept."""
    secret = secrets.token_urlsafe(32)
    return secret, keyed_digest(purpose, secret)


def locked_away(purpose: str, secret: str) -> str:
    """Returns a secret encrypted for this tenant and purpose: what is stored of what others gave us to show them."""
    return _locks(purpose).encrypt(secret.encode()).decode()


def unlocked(purpose: str, stored: str) -> str:
    """Returns the secret; empty where it was stored for another tenant or purpose, or under a key that is gone."""
    try:
        return _locks(purpose).decrypt(stored.encode()).decode()
    except InvalidToken:
        return ""


def _locks(purpose: str) -> MultiFernet:
    """The first encrypts; those of keys that were replaced still open."""
    salt = f"{connection.schema_name}:{purpose}"
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    # A SHA-256 signature is 32 bytes in URL-safe Base64, which is a Fernet key but for its padding.
    return MultiFernet([Fernet(Signer(key=key, salt=salt, algorithm="sha256").signature("lock") + "=") for key in keys])
