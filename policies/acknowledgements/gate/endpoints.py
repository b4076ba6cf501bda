"""The gate before the endpoints of customers' own: a typed 403 with the version and the address to go to."""

import datetime as dt
from typing import Any

from rest_framework.request import Request

from policies.acknowledgements.gate.asking import Standing, ask, standing
from policies.acknowledgements.gate.carrying import KEPT, Answer, Kept
from policies.acknowledgements.gate.problems import code_of, details_of, sentence_of
from policies.acknowledgements.gate.rules import Asked, asked_of, how_strict
from tenants.customers.models import Membership
from tenants.customers.queries import memberships_of
from tenants.people.models import ApiToken, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused

#: An endpoint answers for every customer its person acts for, so what is kept for it is about all of them.
ALL = "all"


def meet(request: Request) -> None:
    """What `own_to_meet` asks; raises Refused (403, `acknowledgement_required` or `reading_required`)."""
    stops = [found for found in standings_of(request) if found.stops]
    if stops:
        stops.sort(key=lambda found: how_strict(found.gate), reverse=True)
        raise Refused(code_of(stops[0]), sentence_of(stops[0]), status=403, details=details_of(stops))


def standings_of(request: Request) -> list[Standing]:
    """What the person meets for each of its customers; no query where session or token knows that nothing is owed."""
    reseller: Reseller = request.tenant  # type: ignore[attr-defined]  # what a host adds to a request
    at: dt.datetime = request.now  # type: ignore[attr-defined]  # likewise
    owed = asked_of(reseller, at)
    user, token = request.user, request.auth
    if owed is None or not isinstance(user, User):
        return []
    kept = Kept(token.gate if isinstance(token, ApiToken) else request.session.get(KEPT))
    known = kept.answer(ALL)
    if known is not None and known.holds(revision=user.acting_revision, at=at) and known.satisfies(owed):
        return []
    each = [(one, ask(person=user, customer=one.customer, asked=owed, at=at)) for one in memberships_of(user)]
    if kept.keep(ALL, of_all(each, user=user, owed=owed)):
        if isinstance(token, ApiToken):
            ApiToken.objects.filter(pk=token.pk).update(gate=kept.place)
        else:
            request.session[KEPT] = kept.place
    found: list[Any] = [
        standing(answer=answer, asked=owed, reseller=reseller, person=user, customer=one.customer, at=at)
        for one, answer in each
    ]
    return [one for one in found if one is not None]


def of_all(each: list[tuple[Membership, Answer]], *, user: User, owed: Asked) -> Answer:
    """One answer for all of a person's customers: it owes what it owes for any of them."""
    answers = [answer for _membership, answer in each]
    return Answer(
        revision=user.acting_revision,
        until=min((answer.until for answer in answers if answer.until), default=None),
        acknowledged=owed.in_force.material if not any(a.owes_acknowledgement(owed) for a in answers) else None,
        read=owed.in_force.latest if not any(a.owes_reading(owed) for a in answers) else None,
    )
