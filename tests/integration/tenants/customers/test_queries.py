"""Who held what when, which agreement ran, and the door of customers' pages."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tenants.customers.access import CustomerRequest, my
from tenants.customers.models import Capacity, Membership
from tenants.customers.queries import agreement_at, customers_at, customers_matching, representatives, services_holding
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, find
from tests.factories.customers import SINCE, agreement_of, customer, member, person_of, service, service_of

pytestmark = pytest.mark.usefixtures("acme")

DAY = dt.timedelta(days=1)


def holding(target: str, start: dt.datetime, end: dt.datetime | None = None) -> list[str]:
    return [one.reference for one in services_holding(target=target, start=start, end=end or start)]


def test_who_held_an_address_then_is_found_not_who_holds_it_now() -> None:
    change = SINCE + 10 * DAY
    former = service_of(customer(networks=["192.0.2.5"], held_until=change)).reference
    latter = service_of(customer(networks=["192.0.2.0/28"], held_from=change)).reference
    assert holding("192.0.2.5", change - DAY) == [former]
    assert holding("192.0.2.5", change) == [latter]
    assert holding("192.0.2.5", SINCE - DAY) == []
    assert sorted(holding("192.0.2.5", change - DAY, change + DAY)) == sorted([former, latter])
    assert holding("192.0.2.0/24", change) == [latter]
    assert holding("::ffff:192.0.2.7", change) == [latter]


def test_a_domain_is_found_through_its_subdomains_urls_and_mail_addresses() -> None:
    one = service_of(customer(domains=["corner.example"], numbers=["+31201234567"])).reference
    for target in ("corner.example", "WWW.Corner.example.", "https://shop.corner.example/x?y", "x@corner.example"):
        assert holding(target, SINCE) == [one], target
    assert holding("+31 (20) 123-4567", SINCE) == [one]
    for target in ("example", "notcorner.example", "what is this", ""):
        assert holding(target, SINCE) == [], target


def test_nothing_binds_before_an_agreement_begins_nor_once_it_ended() -> None:
    end = SINCE + 10 * DAY
    one = customer(until=end)
    assert agreement_at(customer=one, at=SINCE) == agreement_of(one)
    assert agreement_at(customer=one, at=SINCE - dt.timedelta(microseconds=1)) is None
    assert agreement_at(customer=one, at=end) is None
    assert list(customers_at(SINCE)) == [one]
    assert list(customers_at(end)) == []


def test_only_open_representatives_bind() -> None:
    one = customer()
    member(one, capacity=Capacity.ACCOUNT_USER)
    member(one, until=SINCE + DAY)
    assert list(representatives(one)) == [person_of(one)]


def test_a_search_by_service_does_not_double_a_customer() -> None:
    one = customer("Corner Shop")
    service(one, name="Web A")
    service(one, name="Web B")
    assert list(customers_matching("Web")) == [one]


@my
def shown(request: CustomerRequest) -> HttpResponse:
    """Whom the person stands for."""
    return HttpResponse(f"{request.customer.name} {request.membership.capacity} {len(request.memberships)}")


def asked(user: User, session: Any = None, **query: str) -> HttpRequest:
    request = RequestFactory().get("/my/", query)
    request.user = user
    request.session = session if session is not None else SessionStore()
    request.tenant, request.now = find("acme"), clock.now()  # type: ignore[attr-defined]  # what a host adds
    return request


def test_who_acts_for_several_chooses_and_the_choice_is_kept() -> None:
    first, second = customer("Alpha", email="ann@both.example"), customer("Beta shop", email="ann@both.example")
    Membership.objects.filter(customer=first).update(capacity=Capacity.ACCOUNT_USER)
    ann, session = person_of(first), SessionStore()
    assert shown(asked(ann)).content == b"Beta shop representative 2"  # type: ignore[attr-defined]  # a response
    assert b"Alpha" in shown(asked(ann, session, customer=str(first.pk))).content  # type: ignore[attr-defined]  # likewise
    assert b"Alpha" in shown(asked(ann, session)).content  # type: ignore[attr-defined]  # likewise
    Membership.objects.filter(customer=first).update(until=SINCE + DAY)
    assert shown(asked(ann, session)).content == b"Beta shop representative 1"  # type: ignore[attr-defined]  # likewise
    assert second.memberships.get().until is None


def test_nobody_stands_for_a_customer_that_is_not_theirs(staff: Staff) -> None:
    one, other = customer(), customer()
    for user, query in (
        (staff(Role.ADMINISTRATOR), {}),
        (person_of(one), {"customer": str(other.pk)}),
        (person_of(one), {"customer": "no-id"}),
    ):
        with pytest.raises(Refused) as refused:
            shown(asked(user, None, **query))
        assert refused.value.status == 403
