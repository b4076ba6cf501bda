"""What a service level agrees, on its pages and endpoints, and what follows from it in the month's statement."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.claims.actions import claim_credit, end_past_due, record_claim, record_past_due
from enforcement.credits.levels.actions import assign_level, change_level, create_level
from enforcement.credits.maintenance.actions import announce_maintenance, withdraw_maintenance
from enforcement.credits.models import CreditStatement, LevelVersion, Maintenance, ServiceLevel
from enforcement.holds.actions import lift_hold, place_hold
from enforcement.holds.models import HoldReason
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Service
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt
from tests.factories import credits as crediting
from tests.factories import customers, holds, versions

from .october import run

pytestmark = pytest.mark.usefixtures("acme", "own_files")
Clock = Callable[[object], None]
TIERS = [["99.9", "10"], ["99", "25"], ["95", "100"]]


def october(day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, tzinfo=dt.UTC)


NOVEMBER = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)


@pytest.fixture
def version(set_clock: Clock) -> PolicyVersion:
    posted = versions.posted_policy(at=october(1))
    set_clock(october(2))
    return posted


@pytest.fixture
def desk(client_at: ClientAt) -> Client:
    return client_at("acme", crediting.finance())


def bought(**terms: Any) -> tuple[Customer, Service]:
    """A customer whose service has a level of its own since January."""
    made = customers.customer()
    service = customers.service_of(made)
    level = create_level(by=crediting.finance(), name=f"Level {uuid.uuid4()}", terms={"tiers": TIERS, **terms})
    assign_level(by=crediting.finance(), service=service, level=level, starts_at=crediting.SINCE)
    return made, service


def line(customer: Customer) -> dict[str, Any]:
    """What the last statement says of the customer's only service."""
    (found,) = CreditStatement.objects.filter(customer=customer).latest("sequence").assessment["services"]
    shown: dict[str, Any] = found
    return shown


def rules(customer: Customer) -> list[str]:
    """Which rule decides each stretch, with its clause."""
    said = [one["rule"] for one in line(customer)["stretches"]]
    return [one["kind"] + (f" {one['cause']} {one['clause']}" if "clause" in one else "") for one in said]


def test_finance_agrees_a_level_and_changes_it_from_now_on(version: PolicyVersion, desk: Client) -> None:
    said = {"name": "Gold", "tiers": "99.9 10", "measured": "service_hours", "hours": "1-5 08:00-18:00\n7 10:00-24:00"}
    said |= {"rounding": "half_even", "digits": "2", "shortest_seconds": "60", "maintenance_notice_hours": "48"}
    refused = desk.post("/desk/credits/levels/add/", said)
    assert refused.status_code == 422
    assert "clause that excludes maintenance" in refused.text
    said |= {"clause_maintenance": "4.2 (a)", "cap_percent": "50", "claim_days": "30", "past_due_clause": "7"}
    assert desk.post("/desk/credits/levels/add/", said).status_code == 302
    level = ServiceLevel.objects.get()
    first = level.versions.get()
    assert (len(first.hours), first.hours[-1]) == (6, [7, "10:00", "24:00"])
    page = desk.get(f"/desk/credits/levels/{level.pk}/").text
    for words in ("Monday 08:00–18:00", "4.2 (a)", "shorter than 60 seconds", "48 hours", "At most 50 %", "30 days"):
        assert words in page
    form = desk.get(f"/desk/credits/levels/{level.pk}/change/").text
    assert "7 10:00-24:00" in form
    address = f"/desk/credits/levels/{level.pk}/change/"
    assert desk.post(address, said).status_code == 409
    assert desk.post(address, {**said, "cap_percent": "25", "effective_at": "2026-10-01T00:00"}).status_code == 422
    assert desk.post(address, {**said, "cap_percent": "25", "effective_at": "2026-11-01T00:00"}).status_code == 302
    second = level.versions.get(number=2)
    assert (second.effective_at, second.cap_percent) == (dt.datetime(2026, 11, 1, tzinfo=dt.UTC), Decimal(25))


def test_the_same_by_the_api(version: PolicyVersion, desk: Client) -> None:
    said = {"name": "Gold", "tiers": TIERS, "clauses": {"payment": "5"}, "smallest_credit": "5.00", "currency": "EUR"}
    made = desk.post("/api/v1/service-levels/", said, "application/json")
    assert made.status_code == 201
    assert made.json()["versions"][0]["clauses"] == {"payment": "5"}
    address = f"/api/v1/service-levels/{made.json()['id']}/change/"
    odd = desk.post(address, {"tiers": TIERS, "clauses": {"weather": "6"}}, "application/json")
    assert (odd.status_code, odd.json()["code"]) == (422, "clauses")
    changed = desk.post(address, {"tiers": TIERS, "shortest_seconds": 300}, "application/json")
    assert (changed.status_code, changed.json()["number"], changed.json()["clauses"]) == (201, 2, {})


def test_a_version_changes_nothing_before_it(version: PolicyVersion, set_clock: Clock) -> None:
    """Six hours of 360 are 98.33 %: 25 % of 15/31 of 100; from the 16th on nothing below 90 % was missed."""
    made, service = bought()
    level = ServiceLevel.objects.get()
    set_clock(october(12))
    change_level(by=crediting.finance(), level=level, terms={"tiers": [["90", "10"]]}, effective_at=october(16))
    set_clock(NOVEMBER)
    crediting.fault(service, 6 * 3600, start=october(5), reference="F1")
    crediting.fault(service, 6 * 3600, start=october(20), reference="F2")
    run()
    first, second = CreditStatement.objects.get(customer=made).assessment["services"]
    assert (first["level"]["version"], first["amount"]) == (1, "12.10")
    assert (second["level"]["version"], second["amount"]) == (2, "0.00")


def test_the_database_lets_a_version_only_follow(version: PolicyVersion) -> None:
    bought()
    first = LevelVersion.objects.values().get()
    for changed, constraint in (
        ({"number": 3, "effective_at": NOVEMBER}, "level_version_only_later"),
        ({"number": 2, "effective_at": first["effective_at"]}, "level_version_only_later"),
        ({"number": 2, "effective_at": october(1)}, "level_version_not_backdated"),
        ({"number": 2, "effective_at": NOVEMBER, "clauses": {"payment": " "}}, "level_version_clauses"),
        ({"number": 2, "effective_at": NOVEMBER, "hours": [[1, "08:00", "09:00"]]}, "level_version_hours"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            LevelVersion.objects.create(**{**first, "id": uuid.uuid4(), **changed})


def test_a_hold_for_payment_counts_unless_a_clause_says_otherwise(version: PolicyVersion, set_clock: Clock) -> None:
    (strict, first), (lenient, second) = bought(), bought(clauses={"payment": "5.1"})
    placed = [
        place_hold(by=holds.officer(), service=one, reason=HoldReason.PAYMENT, note="Unpaid") for one in (first, second)
    ]
    set_clock(october(4))
    for hold in placed:
        lift_hold(by=holds.officer(), hold=hold)
    set_clock(NOVEMBER)
    run()
    assert (rules(strict), line(strict)["amount"]) == (["counted"], "100.00")
    assert (rules(lenient), line(lenient)["amount"]) == (["clause payment 5.1"], "0.00")


def test_maintenance_is_planned_until_it_is_withdrawn(version: PolicyVersion, set_clock: Clock, desk: Client) -> None:
    made, service = bought(clauses={"maintenance": "4"}, maintenance_notice_hours=24)
    said = {"title": "New switches", "starts_at": "2026-10-10T00:00", "ends_at": "2026-10-10T06:00"}
    assert desk.post("/desk/credits/maintenance/add/", {**said, "services": "S-404"}).status_code == 422
    assert desk.post("/desk/credits/maintenance/add/", {**said, "services": service.reference}).status_code == 302
    late = {"title": "Late", "starts_at": "2026-10-02T23:00", "ends_at": "2026-10-03T01:00"}
    assert desk.post("/desk/credits/maintenance/add/", late).status_code == 302
    planned = Maintenance.objects.get(title="New switches")
    set_clock(october(10, 4))
    address = f"/desk/credits/maintenance/{planned.pk}/withdraw/"
    assert desk.post(address, {"reason": "Done early."}).status_code == 302
    assert desk.post(address, {"reason": "Again."}).status_code == 409
    set_clock(NOVEMBER)
    crediting.fault(service, 3600, start=october(2, 23), reference="F1")
    crediting.fault(service, 6 * 3600, start=october(10), reference="F2")
    run()
    assert rules(made) == ["counted", "clause maintenance 4", "counted"]
    planned.refresh_from_db()
    assert planned.withdrawn_at is not None
    after = october(10, 6) - planned.withdrawn_at + dt.timedelta(hours=1)
    assert line(made)["counted_microseconds"] == after // dt.timedelta(microseconds=1)
    assert "Done early." in desk.get("/desk/credits/maintenance/").text


def test_nothing_is_planned_after_it_began(version: PolicyVersion, set_clock: Clock) -> None:
    finance = crediting.finance()
    with pytest.raises(Refused) as refused:
        announce_maintenance(by=finance, title="Too late", starts_at=october(1), ends_at=october(3))
    assert refused.value.code == "starts_at"
    made = announce_maintenance(by=finance, title="Soon", starts_at=october(3), ends_at=october(4))
    set_clock(october(4))
    with pytest.raises(Refused) as refused:
        withdraw_maintenance(by=finance, maintenance=made, reason="It was none.")
    assert refused.value.code == "maintenance_over"


def test_what_staff_say_of_the_cause_counts_by_its_clause_until_they_correct_it(
    version: PolicyVersion, set_clock: Clock, desk: Client
) -> None:
    made, service = bought(clauses={"force_majeure": "9"})
    set_clock(NOVEMBER)
    fault = crediting.fault(service, 6 * 3600, start=october(20))
    address = f"/desk/credits/interruptions/{fault.pk}/attribution/"
    assert desk.post(address, {"cause": "force_majeure", "reason": " "}).status_code == 422
    assert desk.post(address, {"cause": "force_majeure", "reason": "The river."}).status_code == 302
    page = desk.get(f"/desk/credits/interruptions/{fault.pk}/").text
    assert page.count("The river.") == 2  # what holds, and its history
    run()
    assert (rules(made), line(made)["amount"]) == (["clause force_majeure 9"], "0.00")
    page = desk.get(f"/desk/credits/{CreditStatement.objects.get().pk}/").text
    assert "Force majeure, clause 9 of the service level" in page
    said = {"interruption": str(fault.pk), "cause": "company", "reason": "It was our pump."}
    assert desk.post("/api/v1/attributions/", said, "application/json").status_code == 201
    again = desk.post("/api/v1/attributions/", said, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "cause_unchanged")
    assert recompute_marked() == 1
    assert (rules(made), line(made)["amount"]) == (["counted"], "10.00")


def test_a_credit_that_is_claimed_is_paid_only_then(
    version: PolicyVersion, set_clock: Clock, client_at: ClientAt
) -> None:
    (made, service), (late, slow) = bought(claim_days=30), bought(claim_days=30)
    set_clock(NOVEMBER)
    for one in (service, slow):
        crediting.fault(one, 6 * 3600, start=october(20))
    run()
    assert (line(made)["percent"], line(made)["withheld"], line(made)["amount"]) == ("10", "unclaimed", "0.00")
    person = client_at("acme", customers.person_of(made))
    assert person.post("/my/credits/claim/", {"month": "2026-13"}).status_code == 422
    assert person.post("/my/credits/claim/", {"month": "2026-10"}).status_code == 302
    assert "2026-10" in person.get("/my/credits/claim/").text
    with pytest.raises(Refused, match="claimed already"):
        claim_credit(by=customers.person_of(made), customer=made, month="2026-10")
    december = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    set_clock(december + dt.timedelta(hours=1))
    record_claim(by=crediting.finance(), customer=late, month="2026-10", claimed_at=december)
    assert recompute_marked() == 2
    assert (line(made)["withheld"], line(made)["amount"]) == (None, "10.00")
    assert line(late)["withheld"] == "unclaimed"


def test_a_customer_past_due_when_the_month_ended_is_credited_nothing_by_its_clause(
    version: PolicyVersion, set_clock: Clock, desk: Client
) -> None:
    finance = crediting.finance()
    (owing, first), (paid, second) = bought(past_due_clause="7"), bought(past_due_clause="7")
    lenient, third = bought()
    set_clock(october(15))
    for one in (owing, paid, lenient):
        record_past_due(by=finance, customer=one, starts_at=october(14))
    with pytest.raises(Refused, match="already"):
        record_past_due(by=finance, customer=owing, starts_at=october(14))
    end_past_due(by=finance, past_due=paid.past_dues.get(), ends_at=october(14, 1))
    set_clock(NOVEMBER)
    said = {"customer": owing.reference, "ends_at": "2026-11-01T00:00"}
    assert desk.post(f"/desk/credits/past-due/{owing.past_dues.get().pk}/end/", said).status_code == 302
    for service in (first, second, third):
        crediting.fault(service, 6 * 3600, start=october(20))
    run()
    assert [line(one)["withheld"] for one in (owing, paid, lenient)] == ["past_due", None, None]
    assert [line(one)["amount"] for one in (owing, paid, lenient)] == ["0.00", "10.00", "10.00"]
    assert "clause 7" in desk.get(f"/desk/credits/{owing.credit_statements.get().pk}/").text
