"""What each kind of measure is: who approves it, what notice it owes, what it does to a service, how it is undone."""

from enforcement.holds.kinds.base import Effect, Kind, Planned, Undoing
from enforcement.holds.kinds.interim import Interim
from enforcement.holds.kinds.reinstatement import Reinstatement
from enforcement.holds.kinds.restriction import Restriction
from enforcement.holds.kinds.suspension import Suspension
from enforcement.holds.kinds.termination import Termination
from enforcement.holds.kinds.warning import Warned
from enforcement.holds.models import MeasureKind

KINDS: dict[MeasureKind, type[Kind]] = {
    one.code: one for one in (Warned, Restriction, Interim, Suspension, Termination, Reinstatement)
}


def kind_of(code: str) -> type[Kind]:
    """Returns the class of a measure's kind; raises ValueError for a code that is none."""
    return KINDS[MeasureKind(code)]


__all__ = ["KINDS", "Effect", "Kind", "Planned", "Undoing", "kind_of"]
