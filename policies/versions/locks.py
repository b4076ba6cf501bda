"""The policy's lock: many may acknowledge at once, nobody posts meanwhile, and who wants to post is let through."""

from uuid import UUID

from django.db import connection

from policies.versions.models import Policy

# PostgreSQL lets ever more share a row while somebody waits to change it, so a busy hour of acknowledging would keep a
# posting out for as long as it lasts. Advisory locks queue in the order of asking: the gate is taken before the row.
_GATE = "SELECT {function}(hashtextextended('policy:' || %s, 0))"
# The gate's row comes from a part that is computed first, so that here too the gate is taken before the row.
_HOLD = """
WITH gate AS MATERIALIZED (
  SELECT id, pg_advisory_xact_lock_shared(hashtextextended('policy:' || id, 0)) FROM versions_policy WHERE slug = %s
)
SELECT p.id, p.slug, p.title, p.created_at FROM gate JOIN versions_policy p ON p.id = gate.id FOR SHARE OF p
"""


def lock_policy(policy: Policy) -> Policy:
    """The policy's row, locked until the transaction ends so that nobody else posts, withdraws or acknowledges."""
    with connection.cursor() as cursor:
        cursor.execute(_GATE.format(function="pg_advisory_xact_lock"), [str(policy.pk)])
    return Policy.objects.select_for_update().get(pk=policy.pk)


def hold_policy(policy: Policy) -> None:
    """Locks the policy's row so that many may acknowledge at once, but nobody posts or withdraws meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_GATE.format(function="pg_advisory_xact_lock_shared"), [str(policy.pk)])
        cursor.execute("SELECT 1 FROM versions_policy WHERE id = %s FOR SHARE", [policy.pk])


def hold_the_policy(slug: str = "aup") -> Policy | None:
    """Reads the policy under the lock of `hold_policy`, in one question; None where there is no policy yet."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [slug])
        row = cursor.fetchone()
    return Policy.from_db(connection.alias, ["id", "slug", "title", "created_at"], row) if row else None


def keep_policy(policy_id: UUID) -> None:
    """Locks the policy's row so that many may write in its draft at once, but nobody posts meanwhile.

    Whoever locks a draft does this first: posting locks the policy and then its draft, and what is written about a
    draft refers to the policy.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM versions_policy WHERE id = %s FOR KEY SHARE", [policy_id])
