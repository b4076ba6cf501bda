"""A report in words: what each table and number is called, how it is written, and the list that it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.appeals.models import AppealStatus, Outcome
from enforcement.cases.findings.models import FindingOutcome
from enforcement.cases.models import Actor, Against, Basis
from enforcement.cases.queries import Beginning
from enforcement.holds.models import Ground, HoldReason, MeasureKind
from enforcement.reports.models import Reason, Source
from enforcement.transparency.counting.tables import NONE
from policies.documents.model.categories import CATEGORIES
from tenants.people.permissions import Permission

Json = Mapping[str, Any]
Words = Mapping[str, str | Promise]


@dataclass(frozen=True, slots=True)
class Listing:
    """The desk's list that a table counts: its page, who sees it, how a row and the period narrow it."""

    page: str
    sees: Permission
    by: str
    since: str
    until: str
    fixed: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a table is called, what its rows are called, and its list where there is one."""

    section: str | Promise
    title: str | Promise
    labels: Words
    listing: Listing | None = None


_REPORTS, _CASES = gettext_lazy("Reports"), gettext_lazy("Cases")
_DETERMINED, _MEASURES = gettext_lazy("Determinations"), gettext_lazy("Measures")
_APPEALS, _AUTHORITIES = gettext_lazy("Appeals"), gettext_lazy("Authorities")
_KINDS: Final[Words] = {NONE: gettext_lazy("No kind named")} | {
    one.name: gettext_lazy(one.title) for one in CATEGORIES.values()
}


def _labels(*choices: Iterable[tuple[Any, Any]]) -> Words:
    return {str(value): label for one in choices for value, label in one}


def _received(by: str) -> Listing:
    return Listing("desk-reports", Permission.SEE_REPORTS, by, "received_from", "received_until", {"view": "all"})


def _taken(by: str, **fixed: str) -> Listing:
    return Listing("desk-measures", Permission.SEE_CASES, by, "taken_from", "taken_until", fixed)


_COMPLETED: Final = Listing(
    "desk-reports", Permission.SEE_REPORTS, "outcome", "outcome_from", "outcome_until", {"view": "all"}
)
_ENDED: Final = Listing("desk-appeals", Permission.SEE_APPEALS, "outcome", "status_from", "status_until")
#: By the key of a table, in the order in which they are shown.
ABOUT: Final[Mapping[str, About]] = {
    "reports_by_source": About(
        _REPORTS, gettext_lazy("Reports received, by source"), _labels(Source.choices), _received("source")
    ),
    "reports_by_category": About(
        _REPORTS, gettext_lazy("Reports received, by kind of conduct"), _KINDS, _received("category")
    ),
    "reports_by_outcome": About(
        _REPORTS, gettext_lazy("Reports completed, by outcome"), _labels(Reason.choices), _COMPLETED
    ),
    "complaints_by_outcome": About(
        _REPORTS,
        gettext_lazy("Complaints of reporters, by the outcome they were about"),
        _labels(Reason.choices, FindingOutcome.choices),
    ),
    "cases_by_category": About(
        _CASES,
        gettext_lazy("Cases opened, by kind of conduct"),
        _KINDS,
        Listing("desk-cases", Permission.SEE_CASES, "category", "opened_from", "opened_until"),
    ),
    "cases_by_beginning": About(
        _CASES,
        gettext_lazy("Cases opened, by what began them"),
        _labels(Beginning.choices),
        Listing("desk-cases", Permission.SEE_CASES, "beginning", "opened_from", "opened_until"),
    ),
    "findings_by_outcome": About(_CASES, gettext_lazy("Found instead of a violation"), _labels(FindingOutcome.choices)),
    "determinations_by_category": About(_DETERMINED, gettext_lazy("Violations determined, by kind of conduct"), _KINDS),
    "determinations_by_ground": About(
        _DETERMINED, gettext_lazy("Violations determined, by ground"), _labels(Basis.choices)
    ),
    "determinations_by_actor": About(
        _DETERMINED, gettext_lazy("Violations determined, by who acted"), _labels(Actor.choices)
    ),
    "determinations_by_against": About(
        _DETERMINED, gettext_lazy("Violations determined, by what was acted against"), _labels(Against.choices)
    ),
    "measures_by_kind": About(
        _MEASURES, gettext_lazy("Measures that took effect, by kind"), _labels(MeasureKind.choices), _taken("kind")
    ),
    "measures_by_without_notice": About(
        _MEASURES,
        gettext_lazy("Measures that took effect, with notice and without"),
        {"false": gettext_lazy("With notice"), "true": gettext_lazy("Without notice")},
        _taken("without_notice"),
    ),
    "measures_by_ground": About(
        _MEASURES,
        gettext_lazy("Measures without notice, by ground"),
        _labels(Ground.choices),
        _taken("ground", without_notice="true"),
    ),
    "authorities": About(
        _AUTHORITIES,
        gettext_lazy("Orders of authorities, and reports passed to them"),
        {
            "holds_by_legal_order": gettext_lazy("Services put on hold by a legal order"),
            "measures_by_legal_duty": gettext_lazy("Measures that a law or an order required"),
            "reports_passed_on": gettext_lazy("Reports passed to an authority"),
        },
    ),
    "appeals_by_against": About(
        _APPEALS,
        gettext_lazy("Appeals filed, by what they were against"),
        {"determination": gettext_lazy("A determination"), "measure": gettext_lazy("A measure")},
        Listing("desk-appeals", Permission.SEE_APPEALS, "against", "filed_from", "filed_until"),
    ),
    "appeals_by_outcome": About(
        _APPEALS,
        gettext_lazy("Appeals that ended, by outcome"),
        _labels(Outcome.choices, AppealStatus.choices),
        _ENDED,
    ),
}
_TIMES: Final[Words] = {
    "report_to_decision": gettext_lazy("From a report to its first decision"),
    "report_to_measure": gettext_lazy("From the first report of a case to its first measure"),
    "appeal_to_decision": gettext_lazy("From an appeal to the decision about it"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A row: what it is of, its number as it is written, the number where it is shown, and the list it counts."""

    key: str
    label: str
    value: str
    count: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in words; `rows` are empty where nothing happened, or too little to be broken down."""

    key: str
    section: str
    title: str
    total: str
    broken_down: bool
    rows: list[Number]


@dataclass(frozen=True, slots=True)
class ShownTime:
    """How long something took, in hours; empty where nothing is shown."""

    key: str
    label: str
    count: str
    median: str
    ninetieth: str


def number_in_words(count: int | None, fewer_than: int | None = None) -> str:
    """Returns the number, or what stands in its place."""
    if count is not None:
        return str(count)
    return _("fewer than %d") % fewer_than if fewer_than else _("not shown")


def shown_tables(content: Json, *, seen: frozenset[Permission] | None = None) -> list[ShownTable]:
    """Returns the tables of a report in words; with `seen`, rows lead to the lists that those permissions open."""
    found = {table["key"]: table for table in content["tables"]}
    return [_table(found[key], about, content["period"], seen) for key, about in ABOUT.items() if key in found]


def shown_times(content: Json) -> list[ShownTime]:
    """Returns how long things took, in words."""
    return [
        ShownTime(
            one["key"],
            str(_TIMES.get(one["key"], one["key"])),
            number_in_words(one["count"], one.get("fewer_than")),
            one["median_hours"] or "",
            one["ninetieth_hours"] or "",
        )
        for one in content["times"]
    ]


def _table(table: Json, about: About, period: Json, seen: frozenset[Permission] | None) -> ShownTable:
    def row(one: Json) -> Number:
        value = number_in_words(one["count"], one.get("fewer_than"))
        label = str(about.labels.get(one["key"], one["key"]))
        return Number(one["key"], label, value, one["count"], _address(table["key"], one["key"], period, seen))

    rows = sorted(map(row, table["rows"]), key=lambda one: (-(one.count or 0), one.label))
    total = number_in_words(table["total"], table.get("fewer_than")) if table["adds_up"] else ""
    return ShownTable(table["key"], str(about.section), str(about.title), total, table["broken_down"], rows)


def _address(table: str, key: str, period: Json, seen: frozenset[Permission] | None) -> str:
    """Returns where the things are listed that a row counts; empty where no list has them alone."""
    listing = _listing(table, key)
    if seen is None or listing is None or listing.sees not in seen:
        return ""
    said = {**(listing.fixed or {}), listing.since: period["from"], listing.until: period["until"]}
    return f"{reverse(listing.page)}?{urlencode(said | ({listing.by: key} if listing.by else {}))}"


def _listing(table: str, key: str) -> Listing | None:
    if table == "appeals_by_outcome" and key not in Outcome.values:
        return Listing(_ENDED.page, _ENDED.sees, "status", _ENDED.since, _ENDED.until)
    if table == "authorities":
        return _OF_AUTHORITIES.get(key)
    return ABOUT[table].listing


_OF_AUTHORITIES: Final[Mapping[str, Listing]] = {
    "holds_by_legal_order": Listing(
        "desk-holds", Permission.SEE_CASES, "", "placed_from", "placed_until", {"reason": HoldReason.LEGAL_ORDER.value}
    ),
    "measures_by_legal_duty": _taken("", ground=Ground.LEGAL_DUTY.value, without_notice="true"),
}
