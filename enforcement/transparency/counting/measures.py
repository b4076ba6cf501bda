"""Measures that took effect, and what authorities had to do with it."""

from enforcement.holds.models import Ground, Hold, HoldReason, Measure
from enforcement.holds.queries import taking_effect
from enforcement.transparency.counting import reports
from enforcement.transparency.counting.tables import Table, Window, counted


def tables(window: Window) -> list[Table]:
    """Returns the measures that took effect: by kind, with or without notice, and on which ground without."""
    rows = taking_effect(Measure.objects.all(), since=window.start, until=window.end)
    return [
        Table("measures_by_kind", counted(rows, "kind")),
        Table("measures_by_without_notice", counted(rows, "without_notice")),
        Table("measures_by_ground", counted(rows.filter(without_notice=True), "ground")),
    ]


def authorities(window: Window) -> Table:
    """Returns holds placed by a legal order, measures on the ground of a law or order, and reports passed on."""
    legal = Hold.objects.filter(window.on("placed_at"), reason=HoldReason.LEGAL_ORDER)
    measures = taking_effect(Measure.objects.all(), since=window.start, until=window.end)
    found = {
        "holds_by_legal_order": legal.count(),
        "measures_by_legal_duty": measures.filter(without_notice=True, ground=Ground.LEGAL_DUTY).count(),
        "reports_passed_on": reports.to_authorities(window),
    }
    return Table("authorities", {key: count for key, count in found.items() if count}, adds_up=False)
