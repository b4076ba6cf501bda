"""The figures behind the desk's pictures: open cases by category and by age."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Case, CaseStatus
from policies.documents.model.categories import CATEGORIES

#: Open cases are grouped by these ages, in days: up to and not including.
AGES: list[tuple[int, str | Promise]] = [
    (1, _("under a day")),
    (3, _("1 to 3 days")),
    (7, _("3 to 7 days")),
    (30, _("7 to 30 days")),
]
OLDEST = _("30 days and more")


@dataclass(frozen=True, slots=True)
class Row:
    """One bar."""

    label: str
    value: int


def open_cases() -> list[Case]:
    """Return the cases that are not closed."""
    return list(Case.objects.exclude(status=CaseStatus.CLOSED).only("category", "opened_at"))


def by_category(cases: list[Case]) -> list[Row]:
    """Count cases by category, the most frequent first."""
    counted = Counter(case.category for case in cases)
    return [Row(category_title(name), number) for name, number in counted.most_common()]


def category_title(name: str) -> str:
    """Return a category in plain words; one that is not in the list stays as it is."""
    known = CATEGORIES.get(name)
    return known.title if known else name


def by_age(cases: list[Case], *, at: dt.datetime) -> list[Row]:
    """Count cases by how long they have been open at `at` (UTC); every group is shown, so that none hides."""
    counted: Counter[str] = Counter(age_group(at - case.opened_at) for case in cases)
    return [Row(str(label), counted[str(label)]) for label in [*(label for _days, label in AGES), OLDEST]]


def age_group(age: dt.timedelta) -> str:
    """Return the group an age falls into."""
    for days, label in AGES:
        if age < dt.timedelta(days=days):
            return str(label)
    return str(OLDEST)
