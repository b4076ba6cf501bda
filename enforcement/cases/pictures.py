"""How many cases are not closed, by kind of conduct and by age, without counting more than a picture needs."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from enforcement.cases.rules import AGES
from policies.documents.model.categories import CATEGORIES
from tenants.resellers.bounded_counts import MOST
from tenants.resellers.current import connection


@dataclass(frozen=True, slots=True)
class CaseCount:
    """How many cases there are of a kind or an age (with `more`: at least), with the list of them."""

    label: str
    value: int
    url: str
    more: bool = False


_BY_CATEGORY = """
SELECT named.category, (SELECT count(*) FROM (
    SELECT 1 FROM cases_case c WHERE c.category = named.category AND NOT (c.status = 'closed') LIMIT %s
) AS bounded) FROM unnest(%s::text[]) AS named(category)
"""
_BY_AGE = """
SELECT named.age, (SELECT count(*) FROM (
    SELECT 1 FROM cases_case c
    WHERE c.opened_at > named.since AND c.opened_at <= named.until AND NOT (c.status = 'closed') LIMIT %s
) AS bounded) FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[]) AS named(age, since, until)
"""


def by_category(url: str) -> list[CaseCount]:
    """Returns how many cases of each kind are not closed, the most first; `url` is the list they are filtered in."""
    found = _counted(_BY_CATEGORY, list(CATEGORIES))
    kinds = sorted((name for name in found if found[name]), key=lambda name: -found[name])
    return _shown(kinds, found, lambda name: _(CATEGORIES[name].title), f"{url}?category=")


def by_age(url: str, at: dt.datetime) -> list[CaseCount]:
    """Returns how many cases of each age are not closed at `at`."""
    since = [(at - age.under).isoformat() if age.under else "-infinity" for age in AGES]
    until = [(at - age.over).isoformat() if age.over else "infinity" for age in AGES]
    names = {age.name: age.label for age in AGES}
    found = _counted(_BY_AGE, list(names), since, until)
    return _shown(list(names), found, lambda name: str(names[name]), f"{url}?age=")


def _counted(query: str, *lists: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [MOST + 1, *lists])
        return dict(cursor.fetchall())


def _shown(names: list[str], found: dict[str, int], label: Callable[[str], str], url: str) -> list[CaseCount]:
    return [CaseCount(label(name), min(found[name], MOST), url + name, more=found[name] > MOST) for name in names]
