"""Who is a third person to an appeal, so that they may review it (invariant 6)."""

import uuid
from collections.abc import Collection
from typing import Final

from enforcement.appeals.models import Appeal
from tenants.people.models import Role
from tenants.resellers.current import connection

_NOT_THIRD: Final = """
WITH asked AS (
    SELECT a.id, a.customer_id, a.filed_by, measure.proposed_by AS suspended_by,
        COALESCE(a.determination_id, measure.determination_id) AS about
    FROM appeals_appeal a LEFT JOIN holds_measure measure ON measure.id = a.measure_id WHERE a.id = ANY(%s)
), firsts AS (
    SELECT id, filed_by AS person FROM asked
    UNION SELECT id, suspended_by FROM asked WHERE about IS NULL
    UNION SELECT asked.id, decided_by FROM asked JOIN cases_determination found ON found.id = about
    UNION SELECT asked.id, approved_by FROM asked JOIN cases_approval ON determination_id = about
    UNION SELECT asked.id, proposed_by FROM asked JOIN holds_measure ON determination_id = about
    UNION SELECT asked.id, approved_by FROM asked JOIN holds_measure measure ON measure.determination_id = about
        JOIN holds_measureapproval ON measure_id = measure.id
), owing AS (
    SELECT firsts.id, user_id FROM firsts JOIN people_invitation ON invited_by = person
    UNION SELECT firsts.id, user_id FROM firsts JOIN people_staffrole ON granted_by = person AND role = %s
    UNION SELECT asked.id, user_id FROM asked
        JOIN customers_membership acting ON acting.customer_id = asked.customer_id AND acting.until IS NULL
    UNION SELECT asked.id, user_id FROM asked CROSS JOIN people_staffrole role
        JOIN people_user dropped ON dropped.id = user_id
        WHERE role.upstream <> '' AND NOT EXISTS (
            SELECT 1 FROM public.resellers_namedreviewer named
            JOIN public.resellers_reviewrequest request ON request.id = named.request_id
            WHERE named.withdrawn_at IS NULL AND request.ended_at IS NULL AND request.reseller = %s
            AND request.upstream = role.upstream AND request.upstream = public.proviso_upstream(request.reseller)
            AND lower(named.email) = lower(dropped.email))
)
SELECT id, person FROM firsts UNION SELECT owing.id, pseudonym FROM owing JOIN people_user ON people_user.id = user_id
"""


def not_third_to(appeals: Collection[Appeal]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Returns, by the id of each appeal, the pseudonyms of who may not review it; one query.

    Who took part (decided or approved the determination, or proposed or approved a measure on it; suspended for now),
    filed it, was invited or made a reviewer by one of those, acts for the customer now, or reviews for an upstream that
    names them no longer.
    """
    found: dict[uuid.UUID, set[uuid.UUID]] = {one.pk: set() for one in appeals}
    with connection.cursor() as cursor:
        cursor.execute(_NOT_THIRD, [list(found), Role.APPEAL_REVIEWER.value, connection.schema_name])
        for appeal, person in cursor.fetchall():
            found[appeal].add(person)
    return {appeal: frozenset(people) for appeal, people in found.items()}


def not_third(appeal: Appeal) -> frozenset[uuid.UUID]:
    """Returns the pseudonyms of who may not review one appeal."""
    return not_third_to([appeal])[appeal.pk]
