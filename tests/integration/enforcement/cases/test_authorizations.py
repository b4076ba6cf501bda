"""Authorizations in writing (R14): asked for, granted before the act or not at all, shown first, and despite one."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from enforcement.cases.actions import determine
from enforcement.cases.authorizations.actions import (
    ask_authorization,
    enter_request,
    grant_authorization,
    refuse_authorization,
    revoke_authorization,
    withdraw_request,
)
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus
from enforcement.cases.authorizations.queries import covering
from enforcement.cases.models import Citation, Determination
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.constraints import violated
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import authorizations, cases, customers, holds, reports, versions

pytestmark = pytest.mark.usefixtures("acme", "own_files")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
OCTOBER = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
SetClock = Callable[[object], None]


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    return versions.posted_policy(at=OCTOBER)


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture(autouse=True)
def clock_at(set_clock: SetClock) -> SetClock:
    set_clock(NOW)
    return set_clock


def later(set_clock: SetClock, passed: dt.timedelta) -> dt.datetime:
    set_clock(NOW + passed)
    return NOW + passed


def test_a_customer_asks_and_staff_grant_less_than_was_asked(
    customer: Customer, client_at: ClientAt, staff: Staff, clock_at: SetClock
) -> None:
    own = client_at("acme", customers.person_of(customer))
    page = own.get("/my/authorizations/new/").content.decode()
    assert page.index("scanning networks, unless authorized") < page.index("sending mail that nobody asked for")
    body = {
        "purpose": "A test of our customer’s network.",
        "keys": [versions.SCANNING],
        "sources": "192.0.2.7\n198.51.100.9",
        "targets": "203.0.113.0/24",
        "starts_at": "2026-10-28T21:00",
        "ends_at": "2026-11-28T21:00",
        "rate_number": "100",
        "rate_unit": "packets per second",
    }
    answer = own.post("/my/authorizations/new/", body)
    asked = AuthorizationRequest.objects.get()
    assert answer["Location"] == f"/my/authorizations/{asked.pk}/"
    assert "Nothing is authorized before it is granted" in own.get(answer["Location"]).content.decode()
    assert not Authorization.objects.exists()

    desk = client_at("acme", staff(Role.CASE_OFFICER))
    assert "A test of our" in desk.get("/desk/authorizations/?status=asked").content.decode()
    assert desk.get(f"/desk/authorizations/{asked.pk}/").status_code == 200
    form = desk.get(f"/desk/authorizations/{asked.pk}/grant/").content.decode()
    assert "203.0.113.0/24" in form
    paper = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 signed")
    granting = body | {
        "sources": "192.0.2.7",
        "ends_at": "2026-10-29T21:00",
        "reference": "Drawer 7",
        "document": paper,
    }
    answer = desk.post(f"/desk/authorizations/{asked.pk}/grant/", granting)
    assert answer["Location"] == f"/desk/authorizations/{asked.pk}/"
    granted = Authorization.objects.get()
    assert (granted.sources, granted.ends_at) == (["192.0.2.7"], dt.datetime(2026, 10, 29, 21, tzinfo=dt.UTC))
    assert granted.rate_number == Decimal(100)
    assert Notice.objects.latest("created_at").kind == "authorization_decided"
    for client, area in ((own, "my"), (desk, "desk")):
        page = client.get(f"/{area}/authorizations/{asked.pk}/").content.decode()
        assert "Granted" in page
        assert "packets per second" in page
        assert client.get(f"/{area}/authorizations/{granted.pk}/document/").content == b"%PDF-1.7 signed"


def test_another_customers_request_is_not_there(customer: Customer, client_at: ClientAt) -> None:
    found = authorizations.authorization(customer)
    other = client_at("acme", customers.person_of(customers.customer("Zed")))
    assert other.get(f"/my/authorizations/{found.request_id}/").status_code == 404
    assert other.get(f"/my/authorizations/{found.request_id}/withdraw/").status_code == 404
    assert other.get("/api/v1/my-authorization-requests/").json()["results"] == []
    with pytest.raises(Refused) as refused:
        withdraw_request(by=customers.person_of(customers.customer("Yan")), request=found.request)
    assert refused.value.code == "not_yours"


@pytest.mark.parametrize(
    ("started", "ended", "granted"),
    [
        (TICK, HOUR, True),
        (dt.timedelta(0), HOUR, False),  # it began at the very instant of the grant
        (-HOUR, HOUR, False),  # it began before
        (TICK, 24 * HOUR - TICK, True),
        (TICK, 24 * HOUR, False),  # the end is the first instant outside
    ],
)
def test_only_what_was_granted_before_the_act_counts(
    customer: Customer, clock_at: SetClock, *, started: dt.timedelta, ended: dt.timedelta, granted: bool
) -> None:
    found = authorizations.authorization(customer, starts_at=NOW - 30 * 24 * HOUR, ends_at=NOW + 24 * HOUR)
    start, end = found.granted_at + started, NOW + ended
    inside = covering(customer=customer, target="192.0.2.7", start=start, end=end)
    assert inside == ([found] if granted else [])


@pytest.mark.parametrize(
    ("target", "inside"),
    [
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("198.51.100.200", True),
        ("198.51.100.0/25", True),
        ("198.51.100.0/23", False),  # more than what was granted
        ("shop.example", True),
        ("www.shop.example", True),
        ("notshop.example", False),
        ("2001:db8::1", False),
        ("+31201234567", False),
    ],
)
def test_what_lies_inside_the_names_is_inside(customer: Customer, target: str, *, inside: bool) -> None:
    granted = authorizations.authorization(customer, targets=["198.51.100.0/24", "shop.example"])
    act = granted.granted_at + HOUR
    found = covering(customer=customer, target=target, start=act, end=act)
    assert bool(found) is inside


def test_what_is_revoked_counts_until_then(customer: Customer, clock_at: SetClock) -> None:
    found = authorizations.authorization(customer)
    later(clock_at, 2 * HOUR)
    kept = revoke_authorization(by=holds.second(), authorization=found, reason="It went on too long.")
    act = NOW + HOUR
    assert kept.revoked_at is not None
    assert covering(customer=customer, target="192.0.2.7", start=act, end=kept.revoked_at - TICK) == [found]
    assert not covering(customer=customer, target="192.0.2.7", start=act, end=kept.revoked_at)
    with pytest.raises(Refused, match="revoked already"):
        revoke_authorization(by=holds.second(), authorization=found, reason="Again.")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Authorization.objects.update(revoked_because="Something else")
    assert violated(error.value) == "authorization_revoked_once"


def test_a_report_inside_one_shows_it_first(
    customer: Customer, client_at: ClientAt, staff: Staff, clock_at: SetClock
) -> None:
    authorizations.authorization(customer)
    later(clock_at, 3 * HOUR)
    report = reports.report(started_at=NOW + HOUR, ended_at=NOW + HOUR, category="unauthorized_testing")
    outside = reports.report(started_at=NOW - HOUR, ended_at=NOW - HOUR, category="unauthorized_testing")
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    page = desk.get(f"/desk/reports/{report.pk}/").content.decode()
    assert page.index("Authorized by Second") < page.index("Who held the target then")
    assert "Authorized by" not in desk.get(f"/desk/reports/{outside.pk}/").content.decode()
    case = cases.case(customer, reports=[report], category="unauthorized_testing")
    page = desk.get(f"/desk/cases/{case.pk}/").content.decode()
    assert page.index("Authorized by Second") < page.index("Nothing is determined yet")


def test_determining_against_one_owes_a_reason(
    customer: Customer, version: PolicyVersion, client_at: ClientAt, staff: Staff, clock_at: SetClock
) -> None:
    authorizations.authorization(customer)
    later(clock_at, 3 * HOUR)
    act = {"act_started_at": NOW + HOUR, "act_ended_at": NOW + HOUR}
    case = cases.case(customer, reports=[reports.report(started_at=NOW + HOUR, ended_at=NOW + HOUR)])
    for key in (versions.SCANNING, versions.GENERAL):
        with pytest.raises(Refused) as refused:
            cases.determination(case, version, key, **act)
        assert refused.value.code == "authorized"
    assert not Determination.objects.exists()
    assert cases.determination(case, version, versions.SPAM, **act).despite_authorization == ""

    desk = client_at("acme", staff(Role.CASE_OFFICER))
    address = f"/desk/cases/{case.pk}/determine/?start=2026-10-28T21:00&end=2026-10-28T21:00"
    assert "Authorized by Second" in desk.get(address).content.decode()
    body = {
        "citations": [str(cases.provisions(version, [versions.SCANNING])[0].pk)],
        "actor": "A user of the account",
        "conduct": "engaged",
        "intent": "intentional",
        "facts": "It scanned.",
    }
    answer = desk.post(address, body)
    assert answer.status_code == 422
    assert "say why it is a violation all the same" in answer.content.decode()
    answer = desk.post(address, body | {"despite_authorization": "It went far over the agreed rate."})
    assert answer.status_code == 302
    made = Determination.objects.exclude(despite_authorization="").get()
    page = desk.get(f"/desk/determinations/{made.pk}/").content.decode()
    assert "It went far over the agreed rate." in page


def test_the_database_asks_for_the_reason_itself(
    customer: Customer, version: PolicyVersion, clock_at: SetClock
) -> None:
    """A case that staff observed is about what the service held."""
    authorizations.authorization(customer)
    later(clock_at, 3 * HOUR)
    act = NOW + HOUR
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        holds.determination(customer, version, keys=(versions.SCANNING,), act=act)
    assert violated(error.value) == "determination_despite_authorization"
    holds.determination(customer, version, keys=(versions.SPAM,), act=act)
    assert Citation.objects.count() == 1
    found = holds.determination(customer, version, keys=(versions.SCANNING,), act=NOW - HOUR)
    assert found.citations.count() == 1


def test_nobody_grants_what_they_asked_for(customer: Customer, staff: Staff) -> None:
    officer = holds.officer()
    asked = enter_request(by=officer, customer=customer, purpose="By letter.", wanted=authorizations.wanted())
    with pytest.raises(Refused) as refused:
        grant_authorization(by=officer, request=asked, wanted=authorizations.wanted())
    assert refused.value.code == "same_person"
    asked.refresh_from_db()
    assert asked.status == RequestStatus.ASKED
    inside = staff(Role.CASE_OFFICER, name="Both")
    customers.member(customer, email=inside.email)
    with pytest.raises(Refused) as refused:
        grant_authorization(by=inside, request=asked, wanted=authorizations.wanted())
    assert refused.value.code == "same_person"
    assert grant_authorization(by=holds.second(), request=asked, wanted=authorizations.wanted())


def test_without_an_agreement_nothing_is_authorized(version: PolicyVersion, clock_at: SetClock) -> None:
    customer = customers.customer("Gone BV", until=NOW + HOUR)
    asked = authorizations.request(customer)
    clock_at(NOW + 2 * HOUR)
    with pytest.raises(Refused) as refused:
        grant_authorization(by=holds.second(), request=asked, wanted=authorizations.wanted())
    assert refused.value.code == "nothing_bound"
    said = {name: getattr(asked, name) for name in ("customer", "version", "keys", "sources", "targets", "starts_at")}
    second = holds.second().pseudonym
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Authorization.objects.create(request=asked, granted_by=second, granted_at=NOW + 2 * HOUR, **said)
    assert violated(error.value) == "authorization_of_a_bound_customer"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"keys": []}, "provisions"),
        ({"keys": ["suspension"]}, "provisions"),
        ({"keys": ["scanning", "nowhere"]}, "provisions"),
        ({"sources": [], "targets": [" "]}, "names"),
        ({"sources": ["no such thing"]}, "target"),
        ({"sources": [f"192.0.2.{n}" for n in range(101)]}, "too_many_names"),
        ({"ends_at": NOW}, "span"),
        ({"starts_at": dt.datetime(1970, 1, 1, tzinfo=dt.UTC)}, "instant"),
        ({"rate_number": Decimal(0), "rate_unit": "packets"}, "rate"),
        ({"rate_number": Decimal(5)}, "rate"),
    ],
)
def test_what_makes_no_sense_is_refused(customer: Customer, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        authorizations.request(customer, **changed)
    assert refused.value.code == code
    assert not AuthorizationRequest.objects.exists()


def test_a_request_is_decided_once(customer: Customer, clock_at: SetClock) -> None:
    asked = authorizations.request(customer)
    with pytest.raises(Refused, match="Give the reason"):
        refuse_authorization(by=holds.second(), request=asked, reason=" ")
    refuse_authorization(by=holds.second(), request=asked, reason="Too wide.")
    for again in (
        lambda: grant_authorization(by=holds.second(), request=asked, wanted=authorizations.wanted()),
        lambda: withdraw_request(by=customers.person_of(customer), request=asked),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "request_decided"
    over, asked = authorizations.wanted(starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR), authorizations.request(customer)
    with pytest.raises(Refused, match="counts from now on only"):
        grant_authorization(by=holds.second(), request=asked, wanted=over)


def test_nobody_asks_for_another_customer(customer: Customer) -> None:
    stranger = customers.person_of(customers.customer("Zed"))
    with pytest.raises(Refused) as refused:
        ask_authorization(by=stranger, customer=customer, purpose="Ours.", wanted=authorizations.wanted())
    assert refused.value.code == "not_yours"


def test_machines_do_the_same(customer: Customer, client_at: ClientAt, staff: Staff, clock_at: SetClock) -> None:
    own = client_at("acme", customers.person_of(customer))
    body = {
        "customer": str(customer.pk),
        "purpose": "A test.",
        "keys": [versions.SCANNING],
        "sources": ["192.0.2.7"],
        "starts_at": NOW.isoformat(),
        "ends_at": None,
    }
    first, second = (
        own.post("/api/v1/my-authorization-requests/", body, content_type="application/json").json() for _n in range(2)
    )
    withdrawn = own.post(f"/api/v1/my-authorization-requests/{second['id']}/withdraw/")
    assert withdrawn.json()["status"] == "withdrawn"
    assert own.get(f"/api/v1/my-authorization-requests/{first['id']}/granted/").status_code == 404
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    address = f"/api/v1/authorization-requests/{first['id']}"
    granted = desk.post(f"{address}/grant/", body | {"reference": "Drawer 7"}, content_type="application/json").json()
    assert (granted["reference"], granted["version"]) == ("Drawer 7", 1)
    assert desk.get(f"/api/v1/authorizations/{granted['id']}/document/").status_code == 404
    assert own.get(f"/api/v1/my-authorization-requests/{first['id']}/granted/").json()["id"] == granted["id"]
    assert [one["id"] for one in desk.get("/api/v1/authorizations/?revoked=false").json()["results"]] == [granted["id"]]
    later(clock_at, HOUR)
    answer = desk.post(
        f"/api/v1/authorizations/{granted['id']}/revoke/", {"reason": "Over."}, content_type="application/json"
    )
    assert answer.json()["revoked_because"] == "Over."
    entered = desk.post("/api/v1/authorization-requests/", body, content_type="application/json").json()
    answer = desk.post(f"/api/v1/authorization-requests/{entered['id']}/grant/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "same_person")
    other = client_at("acme", holds.second())
    answer = other.post(
        f"/api/v1/authorization-requests/{entered['id']}/refuse/", {"reason": "No."}, content_type="application/json"
    )
    assert answer.json()["refused_because"] == "No."


def test_a_determination_says_which_words_it_needs(customer: Customer, version: PolicyVersion) -> None:
    """One without an authorization needs no reason, and one given all the same is kept."""
    case = cases.case(customer)
    made = determine(case=case, **cases.said(version, despite_authorization="None was given."))
    assert made.despite_authorization == "None was given."
