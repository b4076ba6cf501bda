"""Signatures salted with the tenant, so that one replayed at another host fails (invariant 12)."""

from typing import Any

from django.core.signing import Signer, TimestampSigner

from tenants.resellers.current import connection


class TenantSigner(TimestampSigner):
    """Django's cookie signer with the current tenant in its salt."""

    def __init__(self, *, salt: str | None = None, **options: Any) -> None:
        super().__init__(salt=f"{connection.schema_name}:{salt or 'cookie'}", **options)


def keyed_digest(purpose: str, secret: str) -> str:
    """A digest of a secret that means nothing at another tenant: what is stored of links and tokens."""
    return Signer(salt=f"{connection.schema_name}:{purpose}").signature(secret)
