"""Measures: what they need, what they do to a service, and who is told."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, connection, transaction

from enforcement.holds.actions import approve_measure, cancel_measure, end_measure, lift_hold, place_hold
from enforcement.holds.actions.measures import end_due, end_overturned
from enforcement.holds.models import (
    Hold,
    HoldReason,
    Measure,
    MeasureApproval,
    MeasureKind,
    MeasureStatus,
    StatementOfReasons,
)
from enforcement.holds.queries import hold_intervals, service_enabled
from policies.notices.models import Delivery, Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.broker import broker_gone, tasks_sent
from tests.factories import customers, holds, versions

pytestmark = pytest.mark.usefixtures("acme")
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> Callable[[object], None]:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    return set_clock


def test_a_suspension_without_notice_stops_the_service_and_cites_the_remedy(
    version: PolicyVersion, customer: Customer
) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    service = customers.service_of(customer)
    assert measure.status == MeasureStatus.ACTIVE
    assert measure.remedy.key == versions.SUSPENSION
    assert measure.remedy.version == version
    assert not service_enabled(service, clock.now())
    assert Hold.objects.get().measure == measure


def test_a_suspension_from_midnight_stops_the_service_from_midnight(version: PolicyVersion, customer: Customer) -> None:
    midnight = dt.datetime(2026, 10, 29, tzinfo=dt.UTC)
    holds.suspension(holds.determination(customer, version), starts_at=midnight)
    service = customers.service_of(customer)
    assert service_enabled(service, midnight - dt.timedelta(microseconds=1))
    assert not service_enabled(service, midnight)
    (hold,) = hold_intervals(service.customer, midnight - DAY, midnight + 30 * DAY)
    assert (hold.starts_at, hold.lifted_at) == (midnight, None)


def test_the_customer_gets_a_statement_with_words_digests_facts_duration_and_appeal(
    version: PolicyVersion, customer: Customer
) -> None:
    found = holds.determination(customer, version)
    holds.suspension(found, ends_at=clock.now() + DAY)
    statement = StatementOfReasons.objects.get()
    content = statement.content
    (cited,) = content["provisions"]
    spam = version.provisions.get(key=versions.SPAM)
    assert (cited["text"], cited["digest"], cited["version"]) == (spam.text, spam.digest, 1)
    assert cited["lead_in"] == version.provisions.get(key=versions.GENERAL).text
    assert content["remedy"]["digest"] == version.provisions.get(key=versions.SUSPENSION).digest
    assert content["determination"]["facts"] == found.facts
    assert content["measure"]["until"] is not None
    assert content["appeal"]["days"] == 183
    assert [one["key"] for one in content["disclaimers"]] == ["disclaimer"]
    notice = Notice.objects.get(kind="measure")
    assert {one.channel for one in Delivery.objects.filter(notice=notice)} == {"mail", "inbox"}
    assert Delivery.objects.filter(notice=notice, recipient__email="rep@x.example").count() == 2


def test_without_a_remedy_provision_in_force_a_measure_is_refused(customer: Customer) -> None:
    words = versions.without(versions.document(), versions.SUSPENSION)
    version = versions.posted_policy(words, at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    with pytest.raises(Refused) as refused:
        holds.suspension(holds.determination(customer, version))
    assert refused.value.code == "no_remedy"
    assert not Measure.objects.exists()


def test_no_measure_rests_on_a_determination_that_nobody_approved(version: PolicyVersion, customer: Customer) -> None:
    found = holds.determination(customer, version, needs_approval=True, approved=False)
    with pytest.raises(Refused) as refused:
        holds.suspension(found)
    assert refused.value.code == "determination_not_approved"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ground": ""}, "ground_missing"),
        ({"without_notice": False}, "notice_missing"),
        ({"starts_at": dt.datetime(2026, 10, 28, 19, tzinfo=dt.UTC)}, "backdated"),
        ({"ends_at": dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)}, "ends_before_start"),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused(
    version: PolicyVersion, customer: Customer, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        holds.suspension(holds.determination(customer, version), **changed)
    assert refused.value.code == code


def test_a_neighbours_service_is_not_touched(version: PolicyVersion, customer: Customer) -> None:
    neighbour = customers.service_of(customers.customer())
    with pytest.raises(Refused) as refused:
        holds.suspension(holds.determination(customer, version), service=neighbour)
    assert refused.value.code == "other_customers_service"


def test_a_person_without_the_role_is_refused(version: PolicyVersion, customer: Customer) -> None:
    with pytest.raises(Refused) as refused:
        holds.suspension(holds.determination(customer, version), by=holds.second())
    assert refused.value.status == 403


def test_terminating_waits_for_a_second_person(version: PolicyVersion, customer: Customer) -> None:
    measure = holds.suspension(holds.determination(customer, version), kind=MeasureKind.TERMINATION)
    assert measure.status == MeasureStatus.PENDING_APPROVAL
    assert not Hold.objects.exists()
    approve_measure(by=holds.second(), measure=measure)
    assert Hold.objects.get().measure == measure
    assert StatementOfReasons.objects.get().content["measure"]["kind"] == "termination"


def test_who_proposed_a_termination_is_refused_by_the_database(
    version: PolicyVersion, customer: Customer, staff: Callable[..., object]
) -> None:
    measure = holds.suspension(holds.determination(customer, version), kind=MeasureKind.TERMINATION)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureApproval.objects.create(
            measure=measure,
            proposed_by=measure.proposed_by,
            approved_by=measure.proposed_by,
            approved_at=clock.now(),
        )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE holds_measure SET status = 'active' WHERE id = %s", [measure.pk])


def test_a_termination_proposed_by_oneself_cannot_be_approved_by_oneself(
    version: PolicyVersion, customer: Customer
) -> None:
    from tenants.people.actions import give_roles  # noqa: PLC0415 - one test gives the officer a second role
    from tenants.people.models import Role  # noqa: PLC0415 - likewise

    measure = holds.suspension(holds.determination(customer, version), kind=MeasureKind.TERMINATION)
    both = give_roles(by=None, email="officer@acme.example", name="Officer", roles=[Role.ENFORCEMENT_APPROVER])
    with pytest.raises(Refused) as refused:
        approve_measure(by=both, measure=measure)
    assert refused.value.code == "same_person"
    assert not Hold.objects.exists()


def test_a_proposal_can_be_taken_back_and_then_never_takes_effect(version: PolicyVersion, customer: Customer) -> None:
    measure = holds.suspension(holds.determination(customer, version), kind=MeasureKind.TERMINATION)
    cancel_measure(by=holds.officer(), measure=measure)
    with pytest.raises(Refused) as refused:
        approve_measure(by=holds.second(), measure=measure)
    assert refused.value.code == "not_pending"


def test_a_warning_stops_nothing_and_is_over_once_said(version: PolicyVersion, customer: Customer) -> None:
    measure = holds.suspension(holds.determination(customer, version), kind=MeasureKind.WARNING, ground="")
    assert measure.status == MeasureStatus.ENDED
    assert not Hold.objects.exists()
    assert StatementOfReasons.objects.get().content["measure"]["without_notice"] is False


def test_ending_a_measure_lifts_its_hold_and_no_other(version: PolicyVersion, customer: Customer) -> None:
    service = customers.service_of(customer)
    unpaid = place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)
    measure = holds.suspension(holds.determination(customer, version))
    end_measure(by=holds.officer(), measure=measure, reason="It was cleaned up.")
    assert not service_enabled(service, clock.now())
    notice = Notice.objects.get(kind="measure_lifted")
    assert notice.content["still_on_hold"] is True
    lift_hold(by=holds.officer(), hold=unpaid)
    assert service_enabled(service, clock.now())


def test_paying_never_lifts_an_abuse_hold(version: PolicyVersion, customer: Customer) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    with pytest.raises(Refused) as refused:
        lift_hold(by=holds.officer(), hold=Hold.objects.get(measure=measure))
    assert refused.value.code == "hold_of_measure"


def test_ending_twice_is_refused_and_at_a_decision_changes_nothing(version: PolicyVersion, customer: Customer) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    officer, reviewer = holds.officer(), holds.second()
    end_measure(by=officer, measure=measure)
    entries = Entry.objects.count()
    with pytest.raises(Refused):
        end_measure(by=officer, measure=measure)
    end_overturned(by=reviewer, measure=measure)
    assert Entry.objects.count() == entries


def test_a_measure_given_an_end_ends_then_even_before_a_worker_comes(
    version: PolicyVersion, customer: Customer, october: Callable[[object], None]
) -> None:
    end = clock.now() + DAY
    measure = holds.suspension(holds.determination(customer, version), ends_at=end)
    service = customers.service_of(customer)
    october(end + HOUR)
    assert service_enabled(service, clock.now())
    assert end_due() == 1
    hold = Hold.objects.get(measure=measure)
    assert hold.lifted_at == end
    assert Measure.objects.get().status == MeasureStatus.ENDED
    assert end_due() == 0


def test_a_suspension_lifted_before_it_began_stops_nothing(version: PolicyVersion, customer: Customer) -> None:
    begin = clock.now() + HOUR
    measure = holds.suspension(holds.determination(customer, version), starts_at=begin)
    end_measure(by=holds.officer(), measure=measure)
    service = customers.service_of(customer)
    assert service_enabled(service, begin + HOUR)
    assert hold_intervals(service.customer, begin - DAY, begin + DAY) == []


def test_every_step_stands_in_the_ledger_without_names(version: PolicyVersion, customer: Customer) -> None:
    measure = holds.suspension(holds.determination(customer, version))
    end_measure(by=holds.officer(), measure=measure, reason="Rita called.")
    verbs = [entry.verb for entry in Entry.objects.order_by("id") if "measure" in entry.verb or "hold" in entry.verb]
    assert verbs == ["measure.proposed", "measure.activated", "hold.placed", "measure.ended", "hold.lifted"]
    assert "Rita" not in str(list(Entry.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize("table", ["holds_measure", "holds_statementofreasons", "holds_measureapproval"])
def test_what_was_decided_cannot_be_deleted(version: PolicyVersion, customer: Customer, table: str) -> None:
    holds.suspension(holds.determination(customer, version))
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_a_hold_is_placed_and_lifted_where_the_broker_is_gone(
    version: PolicyVersion,
    customer: Customer,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    with broker_gone(), tasks_sent() as sent, django_capture_on_commit_callbacks(execute=True) as called:
        measure = holds.suspension(holds.determination(customer, version))
        end_measure(by=holds.officer(), measure=measure, reason="It was cleaned up.")
    assert called
    assert sent == []
    assert Hold.objects.get().lifted_at is not None
