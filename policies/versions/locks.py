"""Locks of a policy: many acknowledge at once, nobody posts meanwhile, and a posting does not starve (ADR 0014)."""

from uuid import UUID

from django.db import connection

from policies.versions.models import Policy

# PostgreSQL lets ever more share a row while somebody waits to change it, so a busy hour of acknowledging would keep a
# posting out for as long as it lasts. Advisory locks queue in the order of asking, so one is taken before the row's.
_ADVISORY_LOCK = "SELECT {function}(hashtextextended('policy:' || %s, 0))"
# The advisory lock comes from a part that is computed first, so that here too it is taken before the row's.
_READ_FOR_SHARE = """
WITH advisory AS MATERIALIZED (
  SELECT id, pg_advisory_xact_lock_shared(hashtextextended('policy:' || id, 0)) FROM versions_policy WHERE slug = %s
)
SELECT p.id, p.slug, p.title, p.created_at FROM advisory JOIN versions_policy p ON p.id = advisory.id FOR SHARE OF p
"""


def lock_policy_for_update(policy: Policy) -> Policy:
    """Returns the policy, locked until the transaction ends: nobody else posts, withdraws or acknowledges meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_ADVISORY_LOCK.format(function="pg_advisory_xact_lock"), [str(policy.pk)])
    return Policy.objects.select_for_update().get(pk=policy.pk)


def lock_policy_for_share(policy: Policy) -> None:
    """Locks the policy's row so that many may acknowledge at once, but nobody posts or withdraws meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_ADVISORY_LOCK.format(function="pg_advisory_xact_lock_shared"), [str(policy.pk)])
        cursor.execute("SELECT 1 FROM versions_policy WHERE id = %s FOR SHARE", [policy.pk])


def get_policy_for_share(slug: str = "aup") -> Policy | None:
    """Reads the policy under the lock of `lock_policy_for_share`, in one query; None if there is no policy yet."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_FOR_SHARE, [slug])
        row = cursor.fetchone()
    return Policy.from_db(connection.alias, ["id", "slug", "title", "created_at"], row) if row else None


def lock_policy_for_key_share(policy_id: UUID) -> None:
    """Locks the policy's row so that many may write in its draft at once, but nobody posts meanwhile.

    Whoever locks a draft does this first: posting locks the policy and then its draft, and what is written about a
    draft refers to the policy.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM versions_policy WHERE id = %s FOR KEY SHARE", [policy_id])
