"""The gate in front of customers' endpoints: a typed 403 with the version and the address to go to."""

import datetime as dt
from typing import Any

from rest_framework.request import Request

from policies.acknowledgements.gate.cache import SESSION_KEY, Clearance, ClearanceCache
from policies.acknowledgements.gate.evaluate import Outstanding, evaluate, in_force_now, outstanding
from policies.acknowledgements.gate.problems import code_of, details_of, sentence_of
from policies.acknowledgements.gate.rules import Requirement, how_strict, requirement_of
from tenants.customers.models import Membership
from tenants.customers.queries import memberships_of
from tenants.people.models import ApiToken, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused

#: An endpoint answers for every customer its person acts for, so its clearance is about all of them.
ALL = "all"


def check_endpoint(request: Request) -> None:
    """Called before each own endpoint; raises Refused (403, `acknowledgement_required` or `reading_required`)."""
    stops = [found for found in all_outstanding(request) if found.stops]
    if stops:
        stops.sort(key=lambda found: how_strict(found.gate), reverse=True)
        raise Refused(code_of(stops[0]), sentence_of(stops[0]), status=403, details=details_of(stops))


def all_outstanding(request: Request) -> list[Outstanding]:
    """Returns what the person owes for each of its customers; no query where its clearance is valid."""
    reseller: Reseller = request.tenant  # type: ignore[attr-defined]  # what a host adds to a request
    at: dt.datetime = request.now  # type: ignore[attr-defined]  # likewise
    required = requirement_of(reseller, at)
    user, token = request.user, request.auth
    if required is None or not isinstance(user, User):
        return []
    cache = ClearanceCache(token.gate if isinstance(token, ApiToken) else request.session.get(SESSION_KEY))
    known = cache.get(ALL)
    if known is not None and known.holds(revision=user.acting_revision, at=at) and known.satisfies(required):
        return []
    version = in_force_now(at)
    each = [
        (one, evaluate(version=version, person=user, customer=one.customer, required=required, at=at))
        for one in memberships_of(user)
    ]
    if cache.put(ALL, clearance_of_all(each, user=user, required=required)):
        if isinstance(token, ApiToken):
            ApiToken.objects.filter(pk=token.pk).update(gate=cache.place)
        else:
            request.session[SESSION_KEY] = cache.place
    found: list[Any] = [
        outstanding(
            clearance=clearance,
            version=version,
            required=required,
            reseller=reseller,
            person=user,
            customer=one.customer,
            at=at,
        )
        for one, clearance in each
    ]
    return [one for one in found if one is not None]


def clearance_of_all(each: list[tuple[Membership, Clearance]], *, user: User, required: Requirement) -> Clearance:
    """Returns one clearance for all of a person's customers: it owes what it owes for any of them."""
    clearances = [clearance for _membership, clearance in each]
    return Clearance(
        revision=user.acting_revision,
        until=min((one.until for one in clearances if one.until), default=None),
        acknowledged=required.in_force.material
        if not any(a.owes_acknowledgement(required) for a in clearances)
        else None,
        read=required.in_force.latest if not any(a.owes_reading(required) for a in clearances) else None,
    )
