"""Which interruptions no credit is due for: R10, as a pure function over what the other rooms know."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from enforcement.credits.intervals import Span


class Reason(StrEnum):
    """Why a stretch of time is excluded, in the order in which one of them decides a second."""

    MEASURE = "measure"
    OWN_VIOLATION = "own_violation"
    ANY_VIOLATION = "any_violation"


@dataclass(frozen=True, order=True)
class ProvisionRef:
    """One provision of one posted version, by its key and the digest of its words."""

    key: str
    digest: str
    version: int


@dataclass(frozen=True)
class Citation:
    """By which determination and which remedy provision a stretch is excluded, and why it qualifies."""

    determination: str
    provision: ProvisionRef
    reason: Reason
    decided_at: dt.datetime

    @property
    def place(self) -> tuple[int, dt.datetime, str, ProvisionRef]:
        """Where it stands among those that cover a second: of one reason, the determination made first decides."""
        return list(Reason).index(self.reason), self.decided_at, self.determination, self.provision


@dataclass(frozen=True)
class Ground:
    """A stretch of time that one citation excludes."""

    span: Span
    citation: Citation


@dataclass(frozen=True)
class RemedyInForce:
    """When a provision that withholds credits bound the customer."""

    provision: ProvisionRef
    span: Span


@dataclass(frozen=True)
class Ruling:
    """A determination that stands today, whose violation it found, and when."""

    determination: str
    violator: str
    decided_at: dt.datetime


@dataclass(frozen=True)
class HeldTime:
    """A hold on a service of `customer`; `determination` is None when no violation is behind the hold, or no more."""

    customer: str
    determination: str | None
    span: Span


@dataclass(frozen=True)
class CausedInterruption:
    """An interruption of a service of `customer` that staff linked as caused by the violation determined."""

    customer: str
    determination: str
    span: Span


def grounds(
    *,
    customer: str,
    holds: Iterable[HeldTime],
    caused: Iterable[CausedInterruption],
    rulings: Iterable[Ruling],
    remedies: Iterable[RemedyInForce],
    widened: Iterable[Span] = (),
) -> tuple[Ground, ...]:
    """Returns what is excluded for the customer (R10), cut to the time in which a remedy provision was in force.

    A hold counts only if its determination found that this same customer violated. A linked interruption counts if
    the violation was the customer's own or, while the setting was `widened`, anybody's. A determination that is none of
    `rulings` excludes nothing: it never took effect, or an appeal overturned it.
    """
    by_determination = {ruling.determination: ruling for ruling in rulings}
    candidates = [*_held(customer, holds, by_determination)]
    candidates += _caused(customer, caused, by_determination, widened=tuple(widened))
    remedies = tuple(remedies)
    found = {
        Ground(part, Citation(ruling.determination, remedy.provision, reason, ruling.decided_at))
        for span, ruling, reason in candidates
        for remedy in remedies
        if (part := span.meet(remedy.span)) is not None
    }
    return tuple(sorted(found, key=lambda ground: (ground.span.start, ground.citation.place)))


def _held(
    customer: str, holds: Iterable[HeldTime], rulings: Mapping[str, Ruling]
) -> Iterable[tuple[Span, Ruling, Reason]]:
    for hold in holds:
        ruling = rulings.get(hold.determination or "")
        if ruling is not None and hold.customer == customer == ruling.violator:
            yield hold.span, ruling, Reason.MEASURE


def _caused(
    customer: str,
    caused: Iterable[CausedInterruption],
    rulings: Mapping[str, Ruling],
    *,
    widened: Iterable[Span],
) -> Iterable[tuple[Span, Ruling, Reason]]:
    for link in caused:
        ruling = rulings.get(link.determination)
        if ruling is None or link.customer != customer:
            continue
        if ruling.violator == customer:
            yield link.span, ruling, Reason.OWN_VIOLATION
        else:
            for part in map(link.span.meet, widened):
                if part is not None:
                    yield part, ruling, Reason.ANY_VIOLATION
