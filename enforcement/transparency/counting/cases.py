"""Cases that were opened, how they began, and how they were decided."""

from django.db.models import F

from enforcement.cases.findings.models import Finding
from enforcement.cases.models import Case
from enforcement.cases.queries import taking_effect, with_beginning
from enforcement.transparency.counting.tables import Table, Window, counted


def by_category(window: Window) -> Table:
    """Returns the cases opened, by kind of conduct."""
    return Table("cases_by_category", counted(Case.objects.filter(window.on("opened_at")), "category"))


def by_beginning(window: Window) -> Table:
    """Returns the cases opened, by what began them: a meter (R15), somebody's report, or staff's own observation."""
    rows = with_beginning(Case.objects.filter(window.on("opened_at")))
    return Table("cases_by_beginning", counted(rows, "beginning"))


def findings(window: Window) -> Table:
    """Returns what was found instead of a violation."""
    return Table("findings_by_outcome", counted(Finding.objects.filter(window.on("found_at")), "outcome"))


def determinations(window: Window) -> list[Table]:
    """Returns the determinations that took effect: by kind of conduct, ground, actor, and what was acted against."""
    rows = taking_effect(since=window.start, until=window.end).annotate(category=F("case__category"))
    by = {"category": "category", "ground": "ground", "actor": "actor_kind", "against": "against"}
    return [Table(f"determinations_by_{name}", counted(rows, column)) for name, column in by.items()]
