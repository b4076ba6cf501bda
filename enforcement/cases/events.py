"""What rooms above tell of determinations, and of what rests on them; each appends to the lists at start-up."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from enforcement.cases.models import Case, Determination, Finding
from tenants.people.models import User

#: Asked with determinations: which of them (by id) were overturned, so that nothing more is offered on them.
overturned: list[Callable[[Iterable[Determination]], set[uuid.UUID]]] = []


#: Called in the transaction of a finding of no violation, or of too little evidence, with whoever found it.
finding: list[Callable[[Finding, User], object]] = []
#: Asked with a case: what such a finding would do beyond the case, each in a sentence, for who is about to record it.
finding_does: list[Callable[[Case], Iterable[str]]] = []


@dataclass(frozen=True, slots=True)
class Won:
    """An appeal that was won: a sentence that is written wherever what it was about is shown, and what follows."""

    appeal: str
    sentence: str
    consequence: str
    desk_url: str
    own_url: str


#: Asked with a case, service, determination, measure, hold or statement of reasons: which appeals about it were won.
won: list[Callable[[Model], Iterable[Won]]] = []
#: Asked with a list of cases, measures, holds or statements of reasons: which of them (by id) an appeal took away.
won_among: list[Callable[[Sequence[Model]], set[object]]] = []


def won_about(thing: Model) -> list[Won]:
    """Returns the appeals that were won about it, for mails and documents made since."""
    return [one for asked in won for one in asked(thing)]
