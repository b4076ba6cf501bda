"""What held in a month is what is computed for it, whenever it is run: prices, zones, lives of services and levels."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from enforcement.appeals.models import Outcome
from enforcement.credits.actions import (
    approve_statement,
    assign_level,
    import_interruptions,
    issue_statement,
    link_cause,
    pay_statement,
    withdraw_interruption,
)
from enforcement.credits.models import Causation, CreditStatement, Interruption, LevelVersion, ServiceLevel
from enforcement.credits.queries import due_of
from enforcement.credits.runs.queries import failures
from policies.versions.models import PolicyVersion
from tenants.customers.actions import change_service
from tenants.customers.models import Customer, Service
from tenants.people.models import Role, User
from tenants.people.resellers import change_settings
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt
from tests.factories import appeals, customers, holds, versions
from tests.factories import credits as crediting

pytestmark = pytest.mark.usefixtures("acme", "own_files")
Clock = Callable[[object], None]


def october(day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, tzinfo=dt.UTC)


NOVEMBER = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)


@pytest.fixture
def version(set_clock: Clock) -> PolicyVersion:
    posted = versions.posted_policy(at=october(1))
    set_clock(NOVEMBER)
    return posted


@pytest.fixture
def admin(staff: Callable[..., User]) -> User:
    return staff(Role.ADMINISTRATOR, name="Ada")


def bought(**more: Any) -> tuple[Customer, Service]:
    made = customers.customer(**more)
    service = customers.service_of(made)
    crediting.level_for(service)
    return made, service


def down(service: Service, start: dt.datetime, hours: int) -> Interruption:
    return crediting.fault(service, hours * 3600, start=start, reference=f"F {start:%m-%d %H}")


def run(month: str = "2026-10") -> None:
    crediting.computed(month)


def last(customer: Customer) -> CreditStatement:
    return CreditStatement.objects.filter(customer=customer).order_by("-month", "-sequence")[0]


def reprice(service: Service, admin: User, price: str, currency: str = "EUR") -> None:
    change_service(by=admin, service=service, name=service.name, monthly_price=Decimal(price), currency=currency)


@pytest.mark.parametrize("month", ["\uff12\uff10\uff12\uff16-10", "\u0662\u0660\u0662\u0666-10", "2026-1\uff10"])
def test_a_month_is_written_in_one_way(version: PolicyVersion, month: str) -> None:
    made, service = bought()
    down(service, october(20), 6)
    run()
    with pytest.raises(Refused, match="2026-10"):
        run(month)
    assert CreditStatement.objects.filter(customer=made).count() == 1


def test_the_database_keeps_one_standing_statement_and_one_writing_of_a_month(version: PolicyVersion) -> None:
    made, service = bought()
    down(service, october(20), 6)
    run()
    row = last(made)
    content = {
        "customer": made, "supersedes": row, "timezone": "UTC", "currency": "EUR", "total": 1, "difference": 1,
        "content": "{}", "digest": "", "computed_at": NOVEMBER, "status_at": NOVEMBER, "sequence": 2,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="statement_one_standing"), transaction.atomic():
        CreditStatement.objects.create(number=99, month="2026-10", **content)
    with pytest.raises(IntegrityError, match="statement_month"), transaction.atomic():
        CreditStatement.objects.create(number=99, month="\u0662\u0660\u0662\u0666-10", **content)


def test_a_paid_month_does_not_follow_todays_price(version: PolicyVersion, admin: User) -> None:
    made, service = bought()
    down(service, october(20), 6)
    run()
    finance = crediting.finance()
    issued = issue_statement(by=finance, statement=approve_statement(by=finance, statement=last(made)))
    pay_statement(by=finance, statement=issued)
    reprice(service, admin, "900.00")
    run()
    assert (last(made).sequence, last(made).total) == (1, Decimal("10.00"))


def test_a_month_run_late_takes_the_price_that_held_in_it(version: PolicyVersion, admin: User) -> None:
    made, service = bought()
    down(service, october(20), 6)
    reprice(service, admin, "900.00")
    run()
    assert last(made).total == Decimal("10.00")


def test_a_price_changed_in_mid_month_is_split_by_time(set_clock: Clock, admin: User) -> None:
    """100 for 15 of 31 days and 162 for 16: 48.387… + 83.612… = 132; 6 of 744 h down is 10 % of it."""
    set_clock(october(1))
    versions.posted_policy(at=october(1))
    made, service = bought()
    set_clock(october(16))
    reprice(service, admin, "162.00")
    set_clock(NOVEMBER)
    down(service, october(20), 6)
    run()
    assert last(made).total == Decimal("13.20")
    (line,) = last(made).assessment["services"]
    assert [price for _start, _end, price in line["prices"]] == ["100", "162"]
    assert line["price"] == "132.00"


def test_a_price_in_another_currency_begins_a_line_and_a_statement_of_its_own(set_clock: Clock, admin: User) -> None:
    set_clock(october(1))
    versions.posted_policy(at=october(1))
    made, service = bought()
    set_clock(october(16))
    reprice(service, admin, "200.00", "USD")
    set_clock(NOVEMBER)
    down(service, october(10), 12)
    down(service, october(20), 12)
    run()
    found = {one.currency: one for one in CreditStatement.objects.filter(customer=made)}
    # 12 of 360 h are down: 96.67 %, 25 % of 15/31 of 100; 12 of 384 h: 96.88 %, 25 % of 16/31 of 200.
    assert {currency: one.total for currency, one in found.items()} == {
        "EUR": Decimal("12.10"),
        "USD": Decimal("25.81"),
    }


def test_a_month_keeps_its_zone(version: PolicyVersion, acme: Reseller, admin: User) -> None:
    made, service = bought()
    down(service, october(20), 6)
    run()
    change_settings(by=admin, reseller=acme, timezone="Europe/Amsterdam")
    run()
    assert (last(made).sequence, last(made).timezone) == (1, "UTC")


def test_a_month_run_late_passes_in_the_zone_that_held_when_it_began(
    version: PolicyVersion, acme: Reseller, admin: User
) -> None:
    made, service = bought()
    down(service, october(20), 6)
    change_settings(by=admin, reseller=acme, timezone="Europe/Amsterdam")
    run()
    assert last(made).timezone == "UTC"


def test_a_setting_widened_after_the_month_excludes_nothing_in_it(
    version: PolicyVersion, acme: Reseller, admin: User
) -> None:
    violator, neighbour = customers.customer("X"), customers.customer("Y")
    crediting.level_for(customers.service_of(neighbour))
    fault = down(customers.service_of(neighbour), october(20), 6)
    found = holds.determination(violator, version, act=october(19, 23))
    link_cause(by=crediting.finance(), interruption=fault, determination=found)
    change_settings(by=admin, reseller=acme, exclude_any_customer=True)
    run()
    assert last(neighbour).total == Decimal("10.00")


def test_a_service_counts_until_it_ended_and_its_time_is_the_denominator(version: PolicyVersion) -> None:
    """An hour of 216 h is 99.537 %: 10 % of 9/31 of 100 is 2.90, and not the whole price."""
    made, service = bought()
    Service.objects.filter(pk=service.pk).update(ends_at=october(10))
    data = f"service_reference,reference,starts_at,ends_at,cause\n{service.reference},O1,2026-10-09T23:00:00Z,,\n"
    import_interruptions(by=crediting.finance(), data=data.encode())
    run()
    assert last(made).total == Decimal("2.90")
    (line,) = last(made).assessment["services"]
    assert line["window"] == ["2026-10-01T00:00:00+00:00", "2026-10-10T00:00:00+00:00"]


def test_no_statement_is_made_for_a_month_after_the_service_ended(version: PolicyVersion, set_clock: Clock) -> None:
    made, service = bought()
    holds.suspension(holds.determination(made, version))
    Service.objects.filter(pk=service.pk).update(ends_at=NOVEMBER + dt.timedelta(days=1))
    set_clock(dt.datetime(2027, 1, 2, tzinfo=dt.UTC))
    run("2026-12")
    assert not CreditStatement.objects.filter(customer=made, month="2026-12").exists()


def test_a_level_counts_from_the_instant_it_was_assigned(version: PolicyVersion) -> None:
    """From the 25th 168 h are left; 6 of them down are 96.43 %: 25 % of 7/31 of 100 is 5.65."""
    made = customers.customer(since=october(5))
    service = customers.service_of(made)
    level = crediting.level_for()
    assign_level(by=crediting.finance(), service=service, level=level, starts_at=october(25))
    down(service, october(6), 24)
    down(service, october(26), 6)
    run()
    assert last(made).total == Decimal("5.65")


def test_amounts_have_their_currencys_digits_and_agree_with_their_sum(version: PolicyVersion) -> None:
    made, service = bought(currency="KWD", monthly_price="33.333")
    other = customers.service(made, currency="KWD", monthly_price="33.333")
    crediting.level_for(other)
    down(service, october(20), 6)
    down(other, october(20), 6)
    run()
    lines = [line["amount"] for line in last(made).assessment["services"]]
    assert lines == ["3.333", "3.333"]
    assert last(made).total == Decimal("6.666")


def test_no_violation_causes_what_began_before_it(version: PolicyVersion) -> None:
    made, service = bought()
    fault = down(service, october(7), 12)
    later = holds.determination(made, version, act=october(7, 1))
    with pytest.raises(Refused) as refused:
        link_cause(by=crediting.finance(), interruption=fault, determination=later)
    assert refused.value.code == "cause_later"


def test_after_an_overturned_one_the_right_determination_can_be_linked(version: PolicyVersion) -> None:
    made, service = bought()
    fault = down(service, october(7), 12)
    wrong = holds.determination(made, version, act=october(6))
    link_cause(by=crediting.finance(), interruption=fault, determination=wrong)
    right = holds.determination(made, version, act=october(6, 23))
    with pytest.raises(Refused, match="linked"):
        link_cause(by=crediting.finance(), interruption=fault, determination=right)
    appeals.decided(appeals.appeal(wrong), Outcome.OVERTURNED)
    with pytest.raises(Refused, match="overturned"):
        link_cause(by=crediting.finance(), interruption=fault, determination=wrong)
    link_cause(by=crediting.finance(), interruption=fault, determination=right)
    run()
    assert last(made).total == Decimal(0)
    assert Causation.objects.count() == 2


def test_one_customer_that_cannot_be_computed_is_named_and_the_run_goes_on(
    version: PolicyVersion, client_at: ClientAt
) -> None:
    (broken, bad), (made, service) = bought(), bought()
    for one in (bad, service):
        down(one, october(20), 6)
    whole = crediting.level_for().versions.values().get()
    level = ServiceLevel.objects.create(name="Without tiers", created_at=october(1))
    LevelVersion.objects.create(**{**whole, "id": uuid.uuid4(), "level_id": level.pk, "tiers": []})
    assign_level(by=crediting.finance(), service=bad, level=level, starts_at=october(1))
    done = crediting.computed()
    assert [one.customer for one in failures().filter(run=done)] == [broken]
    assert last(made).total == Decimal("10.00")
    page = client_at("acme", crediting.finance()).get("/desk/credits/?month=2026-10").text
    assert f"The month of {broken.name} could not be computed" in page
    assert f"/desk/credits/runs/{done.pk}/" in page


def settle(customer: Customer) -> CreditStatement:
    finance = crediting.finance()
    return issue_statement(by=finance, statement=approve_statement(by=finance, statement=last(customer)))


def test_what_was_paid_too_much_is_taken_off_the_next_statement_once(version: PolicyVersion, set_clock: Clock) -> None:
    """100 paid for October, 0 after the false alarm is withdrawn; November and December credit 25 each, January 100."""
    finance = crediting.finance()
    made, service = bought()
    alarm = down(service, october(10), 48)
    run()
    pay_statement(by=finance, statement=settle(made))
    assert last(made).payment.amount == Decimal("100.00")
    withdraw_interruption(by=finance, interruption=alarm, reason="The probe was broken.")
    run()
    nothing = settle(made)
    with pytest.raises(Refused, match="Nothing is due"):
        pay_statement(by=finance, statement=nothing)
    assert due_of(nothing).overpaid == Decimal("100.00")
    paid = []
    for month, hours in ((11, 10), (12, 10), (13, 48)):
        start = dt.datetime(2026 + month // 13, (month - 1) % 12 + 1, 10, tzinfo=dt.UTC)
        set_clock(start + dt.timedelta(days=40))
        down(service, start, hours)
        run(f"{start:%Y-%m}")
        payment = pay_statement(by=finance, statement=settle(made))
        paid.append((payment.amount, payment.carried))
    assert paid == [(Decimal(0), Decimal(25)), (Decimal(0), Decimal(25)), (Decimal(50), Decimal(50))]


def test_a_false_alarm_is_withdrawn_by_a_row_and_stays_to_be_read(
    version: PolicyVersion, client_at: ClientAt, staff: Callable[..., User]
) -> None:
    made, service = bought()
    alarm = down(service, october(20), 6)
    desk = client_at("acme", crediting.finance())
    listed = desk.get("/desk/credits/interruptions/").content.decode()
    address = f"/desk/credits/interruptions/{alarm.pk}/withdraw/"
    assert address in listed
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert desk.post(address, {"reason": "The probe was broken."}).status_code == 302
    run()
    assert not CreditStatement.objects.filter(customer=made).exists()
    listed = desk.get("/desk/credits/interruptions/").content.decode()
    assert "The probe was broken." in listed
    assert address not in listed
    answer = desk.post(f"/api/v1/interruptions/{alarm.pk}/withdraw/", {"reason": "Again"}, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "interruption_withdrawn")
