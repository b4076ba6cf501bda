"""Appeals that were filed, and how they ended."""

from decimal import Decimal

from django.db.models import Case, F, Value, When

from enforcement.appeals.models import Appeal, AppealStatus, Outcome
from enforcement.transparency.counting.tables import Table, Window, counted

WON = (Outcome.OVERTURNED, Outcome.MODIFIED)
#: How an appeal ends, so that nothing is open any more.
ENDED = (AppealStatus.DECIDED, AppealStatus.WITHDRAWN, AppealStatus.INADMISSIBLE)


def filed(window: Window) -> Table:
    """Returns the appeals filed, by what they were against."""
    against = Case(When(measure=None, then=Value("determination")), default=Value("measure"))
    rows = Appeal.objects.filter(window.on("filed_at")).annotate(against_what=against)
    return Table("appeals_by_against", counted(rows, "against_what"))


def ended(window: Window) -> Table:
    """Returns the appeals that ended, by the outcome, or withdrawn or inadmissible."""
    how = Case(When(status=AppealStatus.DECIDED, then=F("decision__outcome")), default=F("status"))
    rows = Appeal.objects.filter(window.on("status_at"), status__in=ENDED).annotate(how=how)
    return Table("appeals_by_outcome", counted(rows, "how"))


def won_percent(table: Table) -> str | None:
    """Returns which share of those decided was overturned or modified, to a tenth; None where none was decided."""
    decided = sum(table.counts.get(one, 0) for one in Outcome)
    won = sum(table.counts.get(one, 0) for one in WON)
    return f"{Decimal(won * 100) / decided:.1f}" if decided else None
