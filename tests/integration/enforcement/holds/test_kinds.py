"""Each kind of measure: what it needs, what it does to which services, and how it is undone (R9)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction

from enforcement.cases.models import Case, Determination
from enforcement.credits.inputs import rulings
from enforcement.holds.actions import (
    approve_measure,
    end_measure,
    extend_measure,
    place_hold,
    propose_measure,
    reinstate,
    suspend_for_now,
)
from enforcement.holds.actions.measures import end_due
from enforcement.holds.models import (
    Extension,
    Ground,
    Hold,
    HoldReason,
    Measure,
    MeasuredService,
    MeasureKind,
    MeasureStatus,
    Restricted,
)
from enforcement.holds.queries import determination_behind, service_enabled, timed_holds
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Service
from tenants.ledger import clock
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import cases, customers, holds, versions

pytestmark = pytest.mark.usefixtures("acme")
Clock = Callable[[object], None]
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def october(set_clock: Clock) -> Clock:
    set_clock(NOW)
    return set_clock


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture
def decided(version: PolicyVersion, customer: Customer) -> Determination:
    return holds.determination(customer, version)


@pytest.fixture
def opened(version: PolicyVersion, customer: Customer) -> Case:
    return cases.case(customer, by=holds.officer())


def another_service(customer: Customer, reference: str) -> Service:
    first = customers.service_of(customer)
    return Service.objects.create(
        customer=customer,
        agreement=first.agreement,
        reference=reference,
        name="Another",
        monthly_price="10.00",
        starts_at=first.starts_at,
    )


def for_now(case: Case, **changed: Any) -> Measure:
    given: dict[str, Any] = {
        "by": holds.officer(),
        "case": case,
        "ground": Ground.ONGOING_HARM,
        "finding": "It sends spam right now.",
    }
    return suspend_for_now(**given | changed)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


# A measure on several services


def test_one_act_on_several_services_is_a_hold_each_and_one_statement_that_names_all(
    decided: Determination, customer: Customer
) -> None:
    both = [customers.service_of(customer), another_service(customer, "X-2")]
    measure = holds.suspension(decided, services=both)
    assert {hold.service for hold in Hold.objects.filter(measure=measure)} == set(both)
    content = measure.statement.content
    assert [one["reference"] for one in content["services"]] == sorted(one.reference for one in both)
    assert {hold.starts_at.isoformat() for hold in Hold.objects.all()} == {content["measure"]["from"]}
    end_measure(by=holds.officer(), measure=measure, reason="Cleaned up.")
    assert all(service_enabled(service, clock.now()) for service in both)


def test_another_customers_service_among_them_is_refused(decided: Determination, customer: Customer) -> None:
    both = [customers.service_of(customer), customers.service_of(customers.customer())]
    assert code_of(lambda: holds.suspension(decided, services=both)) == "other_customers_service"


def test_the_database_keeps_a_measure_to_its_customer_and_a_hold_to_its_measure(
    decided: Determination, customer: Customer
) -> None:
    measure = holds.suspension(decided)
    neighbour = customers.service_of(customers.customer())
    with pytest.raises(IntegrityError, match="another customer"), transaction.atomic():
        MeasuredService.objects.create(measure=measure, service=neighbour)
    with pytest.raises(IntegrityError, match="not about this service"), transaction.atomic():
        Hold.objects.create(
            service=another_service(customer, "X-2"),
            measure=measure,
            reason=HoldReason.ABUSE,
            starts_at=NOW,
            placed_at=NOW,
            placed_by=measure.proposed_by,
        )


# Restriction


def test_a_restriction_takes_a_part_and_the_service_runs(decided: Determination, customer: Customer) -> None:
    measure = holds.suspension(
        decided, kind=MeasureKind.RESTRICTION, restricts=Restricted.PORT, restricts_detail="25/tcp"
    )
    hold = Hold.objects.get(measure=measure)
    assert (hold.restricts, hold.restricts_detail) == ("port", "25/tcp")
    assert service_enabled(customers.service_of(customer), clock.now())
    assert measure.statement.content["measure"]["restricts"] == {"what": "port", "label": "A port", "detail": "25/tcp"}


def test_a_restriction_says_what(decided: Determination) -> None:
    assert code_of(lambda: holds.suspension(decided, kind=MeasureKind.RESTRICTION)) == "restriction_missing"


# Interim suspension


def test_an_interim_suspension_stops_the_service_on_a_case_and_a_finding(opened: Case, customer: Customer) -> None:
    measure = for_now(opened)
    assert (measure.status, measure.determination) == (MeasureStatus.ACTIVE, None)
    assert measure.ends_at == measure.proposed_at + 72 * HOUR
    assert not service_enabled(customers.service_of(customer), clock.now())
    content = measure.statement.content
    assert content["finding"] == "It sends spam right now."
    assert content["measure"]["without_notice"] is True
    assert content["measure"]["until"] == measure.ends_at.isoformat()


def test_it_lapses_by_itself_to_the_instant(opened: Case, customer: Customer, october: Clock) -> None:
    measure = for_now(opened, ends_at=NOW + 6 * HOUR)
    service = customers.service_of(customer)
    october(NOW + 6 * HOUR - dt.timedelta(seconds=1))
    assert not service_enabled(service, clock.now())
    october(NOW + 6 * HOUR)
    assert service_enabled(service, clock.now())
    assert end_due() == 1
    assert Hold.objects.get(measure=measure).lifted_at == NOW + 6 * HOUR


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"finding": " "}, "finding_missing"),
        ({"ground": ""}, "ground_missing"),
        ({"ends_at": NOW + 72 * HOUR + dt.timedelta(minutes=9)}, "interim_too_long"),
    ],
)
def test_it_needs_a_finding_a_ground_and_a_short_end(opened: Case, changed: dict[str, Any], code: str) -> None:
    assert code_of(lambda: for_now(opened, **changed)) == code


def test_it_is_not_extended_and_follows_no_other(opened: Case, customer: Customer, october: Clock) -> None:
    measure = for_now(opened)
    longer = NOW + 100 * HOUR
    officer = holds.officer()
    assert (
        code_of(lambda: extend_measure(by=officer, measure=measure, ends_at=longer, reason="More.")) == "not_extendable"
    )
    assert code_of(lambda: for_now(opened)) == "interim_chained"
    october(NOW + 80 * HOUR)
    end_due()
    assert code_of(lambda: for_now(opened)) == "interim_chained"
    assert code_of(lambda: for_now(cases.case(customer, by=officer))) == "interim_chained"


def test_another_case_may_suspend_for_now_once_the_one_before_was_determined(
    opened: Case, customer: Customer, version: PolicyVersion, october: Clock
) -> None:
    for_now(opened)
    october(NOW + HOUR)
    cases.determination(opened, version)
    october(NOW + 80 * HOUR)
    assert for_now(cases.case(customer, by=holds.officer())).status == MeasureStatus.ACTIVE


def test_the_database_refuses_a_longer_one_a_later_end_and_a_second(opened: Case) -> None:
    measure = for_now(opened)
    later = NOW + 80 * HOUR
    with pytest.raises(Error), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(ends_at=later)
    assert measure.ends_at is not None
    Extension.objects.create(
        measure=measure,
        was=measure.ends_at,
        ends_at=later,
        reason="More.",
        extended_by=measure.proposed_by,
        extended_at=NOW,
    )
    with pytest.raises(Error), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(ends_at=later)
    copied = {field.attname: getattr(measure, field.attname) for field in Measure._meta.concrete_fields}
    for wrong in ({"ends_at": later}, {"ends_at": None}, {"finding": ""}, {"ground": ""}, {"kind": "suspension"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.create(**copied | {"id": opened.pk} | wrong)
    second = Measure.objects.create(**copied | {"id": opened.pk})
    with pytest.raises(IntegrityError, match="does not follow another"), transaction.atomic():
        MeasuredService.objects.create(measure=second, service=second.service)


def test_a_measure_on_the_determination_takes_its_place_without_a_gap(
    opened: Case, customer: Customer, version: PolicyVersion, october: Clock
) -> None:
    interim = for_now(opened)
    october(NOW + HOUR)
    suspended = holds.suspension(cases.determination(opened, version))
    interim.refresh_from_db()
    assert interim.status == MeasureStatus.ENDED
    service = customers.service_of(customer)
    assert not service_enabled(service, clock.now())
    assert not Notice.objects.filter(kind="measure_lifted").exists()
    end_measure(by=holds.officer(), measure=suspended, reason="Cleaned up.")
    assert service_enabled(service, clock.now())


def test_what_an_interim_suspension_interrupts_is_covered_once_its_case_is_determined(
    opened: Case, version: PolicyVersion, october: Clock
) -> None:
    hold = timed_holds().get(measure=for_now(opened))
    assert determination_behind(hold) is None
    october(NOW + HOUR)
    found = cases.determination(opened, version)
    assert determination_behind(hold) == str(found.pk)
    assert len(rulings([str(found.pk)])) == 1


# Extension


def test_an_extension_moves_the_end_of_the_same_hold_and_says_why(
    decided: Determination, customer: Customer, october: Clock
) -> None:
    measure = holds.suspension(decided, ends_at=NOW + DAY)
    october(NOW + HOUR)
    made = extend_measure(by=holds.officer(), measure=measure, ends_at=NOW + 3 * DAY, reason="It still sends.")
    hold = timed_holds().get(measure=measure)
    assert hold.ended_at == NOW + 3 * DAY  # type: ignore[attr-defined]  # annotated
    content = made.statement.content
    assert content["measure"]["until"] == (NOW + 3 * DAY).isoformat()
    assert content["measure"]["from"] == hold.starts_at.isoformat()
    assert content["extension"] == {"was": (NOW + DAY).isoformat(), "reason": "It still sends."}
    assert measure.statement.content["measure"]["until"] == (NOW + DAY).isoformat()
    october(NOW + 2 * DAY)
    assert end_due() == 0
    assert not service_enabled(customers.service_of(customer), clock.now())
    october(NOW + 3 * DAY)
    assert end_due() == 1


@pytest.mark.parametrize(
    ("after", "until", "reason", "code"),
    [
        (HOUR, 3 * DAY, " ", "reason"),
        (HOUR, DAY, "More.", "ends_before_start"),
        (2 * DAY, 3 * DAY, "More.", "measure_moved"),
    ],
)
def test_what_cannot_be_extended_is_refused(
    decided: Determination, october: Clock, after: dt.timedelta, until: dt.timedelta, reason: str, code: str
) -> None:
    measure = holds.suspension(decided, ends_at=NOW + DAY)
    october(NOW + after)
    officer = holds.officer()
    assert code_of(lambda: extend_measure(by=officer, measure=measure, ends_at=NOW + until, reason=reason)) == code


def test_an_end_does_not_move_without_an_extension(decided: Determination) -> None:
    measure = holds.suspension(decided, ends_at=NOW + DAY)
    for end in (NOW + 3 * DAY, NOW + HOUR, None):
        with pytest.raises(IntegrityError, match="extension"), transaction.atomic():
            Measure.objects.filter(pk=measure.pk).update(ends_at=end)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM holds_extension")


# Termination and reinstatement


def terminated(found: Determination) -> Measure:
    measure = holds.suspension(found, kind=MeasureKind.TERMINATION)
    return approve_measure(by=holds.second(), measure=measure)


def test_a_termination_is_undone_by_a_reinstatement_that_takes_two_and_lifts_no_other_hold(
    decided: Determination, customer: Customer
) -> None:
    service = customers.service_of(customer)
    measure = terminated(decided)
    unpaid = place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)
    assert code_of(lambda: end_measure(by=holds.officer(), measure=measure, reason="Back.")) == "reinstate_instead"
    proposed = reinstate(by=holds.officer(), measure=measure, reason="It was another's account.")
    assert code_of(lambda: reinstate(by=holds.officer(), measure=measure)) == "reinstatement_waits"
    assert proposed.status == MeasureStatus.PENDING_APPROVAL
    assert not service_enabled(service, clock.now())
    approve_measure(by=holds.second(), measure=proposed)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ENDED
    assert [hold.pk for hold in Hold.objects.filter(lifted_at=None)] == [unpaid.pk]
    assert proposed.statement.content["measure"]["reason"] == "It was another's account."


def test_a_reinstatement_needs_no_remedy_in_force(decided: Determination, customer: Customer, october: Clock) -> None:
    measure = terminated(decided)
    versions.posted_policy(versions.without(versions.document(), versions.SUSPENSION), at=NOW + HOUR)
    october(NOW + 2 * HOUR)
    proposed = reinstate(by=holds.officer(), measure=measure, reason="Back.")
    approve_measure(by=holds.second(), measure=proposed)
    assert service_enabled(customers.service_of(customer), clock.now())


def test_only_a_termination_is_reinstated(decided: Determination) -> None:
    measure = holds.suspension(decided)
    assert code_of(lambda: reinstate(by=holds.officer(), measure=measure)) == "not_terminated"


@pytest.mark.parametrize("kind", [MeasureKind.INTERIM, MeasureKind.REINSTATEMENT])
def test_what_rests_on_something_else_is_not_taken_on_a_determination(
    decided: Determination, kind: MeasureKind
) -> None:
    officer = holds.officer()
    assert code_of(lambda: propose_measure(by=officer, determination=decided, kind=kind)) == "kind"
