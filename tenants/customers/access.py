"""The door of customers' pages: a signed-in person who acts for a customer, and for which one."""

import functools
import uuid
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tenants.customers.models import Customer, Membership
from tenants.customers.queries import memberships_of
from tenants.people.access import OpenView, SignedInRequest, signed_in
from tenants.people.models import User
from tenants.resellers.refusals import Refused

P = ParamSpec("P")

_CHOSEN = "customer"


class CustomerRequest(SignedInRequest):
    """A request of a person who acts for `customer`, as `membership` says; for type checkers."""

    customer: Customer
    membership: Membership
    memberships: list[Membership]
    never_stopped: bool


MyView = Callable[Concatenate[CustomerRequest, P], HttpResponseBase]
Meeting = Callable[[CustomerRequest], HttpResponseBase | None]

#: What a person has to meet before a customer's page. Rooms above add to it at start-up; each is asked in turn, for
#: every method, and may answer in the page's place (None: go on). What it answers to a page of `my_always` is not used,
#: so it looks at `request.never_stopped` before it makes one.
page_checks: list[Meeting] = []


def my(view: MyView[P]) -> OpenView[P]:
    """A page for whoever acts for a customer now; others who are signed in get 403, anyone else is sent to sign in.

    Who acts for several chooses with `?customer=ID`, which the session keeps; at first it is one they may bind. What is
    to be met first (`page_checks`) stands before it.
    """
    return _door(view, never_stopped=False)


def my_always(view: MyView[P]) -> OpenView[P]:
    """Like `my`, for what nobody may be kept from: acknowledging, notices, receipts, statements, appeals, reports."""
    return _door(view, never_stopped=True)


def _door(view: MyView[P], *, never_stopped: bool) -> OpenView[P]:
    @functools.wraps(view)
    def guarded(request: CustomerRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        stand_for(request)
        request.never_stopped = never_stopped
        for meet in page_checks:
            answer = meet(request)
            if answer is not None and not never_stopped:
                return answer
        return view(request, *args, **kwargs)

    door = signed_in(guarded)  # type: ignore[arg-type]  # stand_for makes it a CustomerRequest
    door.door = "my"  # type: ignore[attr-defined]  # read by the isolation suite
    door.never_stopped = never_stopped  # type: ignore[attr-defined]  # likewise
    return door


def stand_for(request: HttpRequest) -> Membership:
    """Sets `request.customer`, `.membership` and `.memberships`; raises Refused (`no_customer`, 403)."""
    assert isinstance(request.user, User)
    memberships = list(memberships_of(request.user))
    wanted = request.GET.get(_CHOSEN)
    chosen = _of(memberships, wanted) if wanted else _of(memberships, request.session.get(_CHOSEN))
    if chosen is None and memberships and not wanted:
        chosen = memberships[0]
    if chosen is None:
        sentence = _("These pages are for customers; you do not act for this one. Ask your provider.")
        raise Refused("no_customer", sentence, status=403)
    if wanted:
        request.session[_CHOSEN] = str(chosen.customer_id)
    request.customer, request.membership, request.memberships = (  # type: ignore[attr-defined]  # see CustomerRequest
        chosen.customer,
        chosen,
        memberships,
    )
    return chosen


def _of(memberships: list[Membership], customer: str | None) -> Membership | None:
    try:
        wanted = uuid.UUID(str(customer))
    except ValueError:
        return None
    return next((one for one in memberships if one.customer_id == wanted), None)
