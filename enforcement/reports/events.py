"""What rooms above do with a report, and have to say of it; each appends to a list at start-up."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from enforcement.reports.models import RawReport, Report
from enforcement.reports.reading.model import Reading

#: Called in the transaction that takes reports in, in their order, once their rows stand.
received: list[Callable[[Sequence[Report]], object]] = []
#: Asked, in the transaction that reads a mail, with the raw mail, its reading, its words and the instant (UTC): the
#: reports that it is about, where it answers something that the room above sent and keeps it there; else None. It is
#: sealed, held and removed like the strictest of them.
answering: list[Callable[[RawReport, Reading, str, dt.datetime], Iterable[Report] | None]] = []
#: Called in the transaction that removes a raw report, with what tells whether words repeat it, for whoever keeps some.
forgetting: list[Callable[[RawReport, Callable[[str], bool]], object]] = []
#: Called in the transaction that seals a report or removes its words, while they still stand in it, for whoever
#: repeats them.
sealing: list[Callable[[Report], object]] = []
#: Asked with a report and an instant (UTC): why what came with it must still be kept, each in a sentence.
keeping: list[Callable[[Report, dt.datetime], Iterable[str]]] = []


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """How the case of a report ended, as its reporter is told it: a code, words, and the pseudonym of who found it."""

    code: str
    words: str
    by: uuid.UUID


#: Asked with a report for the outcome of its case, nothing about any customer; None while there is none.
outcomes: list[Callable[[Report], CaseOutcome | None]] = []
#: Asked with a report of which a case was opened: what came of that as a code for machines, empty while nothing did.
results: list[Callable[[Report], str]] = []


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a reporter is told: when it happened (UTC), and what. It names no customer and no service."""

    at: dt.datetime
    title: str
    text: str = ""


#: Asked with a report and an instant (UTC): what its reporter is told of it.
told: list[Callable[[Report, dt.datetime], Iterable[Told]]] = []
