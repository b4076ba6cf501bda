"""What kinds of measures have in common; no clock, no database."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from enforcement.holds.models import Ground, MeasureKind
from tenants.resellers.refusals import Refused


class Effect(StrEnum):
    """What a measure does to a service while it is open."""

    NOTHING = "nothing"
    RESTRICTS = "restricts"
    STOPS = "stops"


class Undoing(StrEnum):
    """How a measure that is open comes to its end before its time."""

    NEVER = "never"
    ENDED = "ended"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class Planned:
    """What somebody wants to do, at `at`; instants are aware, `ends_at` None is until somebody ends it."""

    at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    without_notice: bool = False
    ground: str = ""
    finding: str = ""
    restricts: str = ""


class Kind:
    """A kind of measure. Subclasses say what is different; `check` refuses what makes no sense for it (R9)."""

    code: ClassVar[MeasureKind]
    effect: ClassVar[Effect] = Effect.NOTHING
    #: R9: whether somebody who neither proposed nor decided has to approve.
    second_person: ClassVar[bool] = False
    #: Whether the customer is told before it begins, unless a ground for acting without notice is recorded.
    owes_notice: ClassVar[bool] = True
    #: Said once; nothing stays open behind it.
    momentary: ClassVar[bool] = False
    #: Whether it rests on a case alone, before a determination.
    before_determination: ClassVar[bool] = False
    #: Whether the remedy provision in force has to allow it; what is in the customer's favour needs none.
    needs_remedy: ClassVar[bool] = True
    extendable: ClassVar[bool] = False
    undone_by: ClassVar[Undoing] = Undoing.ENDED
    #: What is done, for a button: "Suspend".
    imperative: ClassVar[str | Promise]

    @classmethod
    def planned(cls, plan: Planned) -> Planned:
        """Returns the plan as this kind of measure takes it."""
        return plan

    @classmethod
    def check(cls, plan: Planned) -> None:
        """Raises Refused: `backdated`, `ends_before_start`, `ground_missing`, `notice_missing`."""
        if plan.starts_at < plan.at:
            raise Refused("backdated", _("A measure cannot begin before it was decided."), status=422)
        if plan.ends_at is not None and plan.ends_at <= plan.starts_at:
            raise Refused("ends_before_start", _("A measure ends after it begins."), status=422)
        if plan.without_notice and plan.ground not in Ground.values:
            raise Refused("ground_missing", _("Say on which ground you act without notice."), status=422)
        if cls.owes_notice and not plan.without_notice and plan.starts_at <= plan.at:
            sentence = _("With notice, a measure begins later than now; or act without notice and say on which ground.")
            raise Refused("notice_missing", sentence, status=422)
