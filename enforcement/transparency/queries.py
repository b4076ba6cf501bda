"""Reads of transparency reports: a period computed, and what was published."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from enforcement.transparency.counting import appeals, cases, measures, reports
from enforcement.transparency.counting.tables import Window
from enforcement.transparency.counting.times import times
from enforcement.transparency.models import Publication
from enforcement.transparency.periods import Period
from policies.versions.company import this_reseller
from tenants.people.dated_settings import setting_at
from tenants.resellers.models import Reseller

FORMAT = "proviso-transparency-1"


def zone_of(period: Period, reseller: Reseller) -> ZoneInfo:
    """Returns the reseller's time zone that held when the period began, in UTC."""
    begun, _ended = period.window(ZoneInfo("UTC"))
    return ZoneInfo(setting_at("timezone", begun, now=reseller.timezone))


def computed(period: Period) -> dict[str, Any]:
    """Returns the report as JSON: numbers alone, of nobody by name; the same again unless a fact of the period changed.

    Every table is one query. What happens to a thing later counts in the period in which it happens.
    """
    reseller = this_reseller()
    zone = zone_of(period, reseller)
    window = Window(*period.window(zone))
    ended = appeals.ended(window)
    tables = [
        reports.by_source(window),
        reports.by_category(window),
        reports.by_outcome(window),
        reports.complaints(window),
        cases.by_category(window),
        cases.by_beginning(window),
        cases.findings(window),
        *cases.determinations(window),
        *measures.tables(window),
        measures.authorities(window),
        appeals.filed(window),
        ended,
    ]
    return {
        "format": FORMAT,
        "company": {"name": reseller.name, "legal_name": reseller.legal_name},
        "period": {
            "name": period.name,
            "from": window.start.isoformat(),
            "until": window.end.isoformat(),
            "timezone": zone.key,
        },
        "fewer_than": None,
        "tables": [table.as_json() for table in tables],
        "times": times(window),
        "appeals_won_percent": appeals.won_percent(ended),
        "automated_decisions": False,
    }


def publications() -> QuerySet[Publication]:
    """Returns everything that was published, the newest period first."""
    return Publication.objects.select_related("supersedes", "superseded_by").order_by(
        "-ends_at", "starts_at", "-sequence"
    )


def standing() -> QuerySet[Publication]:
    """Returns what stands of it: of each period the last that was published."""
    return publications().filter(superseded_by=None)
