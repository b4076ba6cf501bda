"""Who is told what waits for them: in the portal at once, by mail as each chose, on the rota first, and never twice."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from enforcement.cases.actions import (
    approve_determination,
    assign_case,
    close_case,
    determine,
)
from enforcement.cases.models import Case
from enforcement.holds.actions import cancel_measure, propose_measure
from enforcement.holds.models import MeasureKind
from tenants.alerts.actions import choose_alerts, look, save_shift, set_wait, take_alert
from tenants.alerts.mails import send_mails
from tenants.alerts.models import Alert, AlertLine, AlertMail, How, Kind, Weekday
from tenants.alerts.queries import waiting_for
from tenants.alerts.sources import all_sources
from tenants.customers.models import Customer
from tenants.people.actions import take_role
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import appeals, cases, customers, holds, versions

pytestmark = pytest.mark.usefixtures("acme")
Staff = Callable[..., User]
SetClock = Callable[[object], None]
#: A Wednesday evening.
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock_at(set_clock: SetClock) -> SetClock:
    set_clock(NOW)
    return set_clock


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture
def ann(staff: Staff) -> User:
    return staff(Role.CASE_OFFICER, name="Ann")


def told() -> list[tuple[str, str]]:
    """Looks, sends, and returns to whom which subject went, by address."""
    mail.outbox.clear()
    look()
    send_mails()
    return sorted((one.to[0].partition("@")[0], str(one.subject)) for one in mail.outbox)


def names(user: User) -> list[str]:
    return [f"{one.kind} {one.title}" for one in waiting_for(user)]


def test_who_is_given_a_case_is_told_once_by_a_mail_that_no_machine_answers(customer: Customer, ann: User) -> None:
    case = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    assert told() == [("ann", f"Assigned to you: {case}, Xavier BV")]
    [sent] = mail.outbox
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert f"/desk/cases/{case.pk}/" in sent.body
    assert told() == []
    assert names(ann) == [f"assigned {case}, Xavier BV"]
    assert names(holds.officer()) == []


def test_who_takes_a_case_finds_it_in_the_portal_and_gets_no_mail(customer: Customer, ann: User) -> None:
    case = assign_case(by=ann, case=cases.case(customer), to=ann)
    assert told() == []
    assert names(ann) == [f"assigned {case}, Xavier BV"]


def test_a_case_given_back_and_forth_is_told_each_time(customer: Customer, ann: User) -> None:
    officer, case = holds.officer(), cases.case(customer)
    for to in (ann, officer, ann):
        assign_case(by=holds.officer(), case=case, to=to)
        look()
    assert Alert.objects.filter(person=ann).count() == 2
    assert [one.settled_at is None for one in Alert.objects.filter(person=ann).order_by("since")] == [False, True]


def test_what_is_to_be_approved_is_told_to_who_may_approve_and_settled_by_the_approval(
    customer: Customer, ann: User, staff: Staff
) -> None:
    version = versions.posted_policy(at=NOW - 20 * DAY)
    both = staff(Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER, name="Both")
    said = cases.said(version, versions.OFFENSIVE) | {"by": both}
    found = determine(case=cases.case(customer), **said)
    second = holds.second()
    assert told() == [("second", f"To approve: {found.case}, Xavier BV")]
    assert names(second) == [f"to_approve {found.case}, Xavier BV"]
    assert names(both) == []  # who decided it
    assert names(ann) == []
    approve_determination(by=second, determination=found)
    look()
    assert names(second) == []


def test_only_who_may_act_is_told_and_a_mail_that_waited_too_long_is_not_sent(
    customer: Customer, ann: User, staff: Staff
) -> None:
    assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    look()
    take_role(by=staff(Role.ADMINISTRATOR), user=ann, role=Role.CASE_OFFICER)
    ann = User.objects.get(pk=ann.pk)
    assert (send_mails(), mail.outbox, names(ann)) == (0, [], [])


def test_each_chooses_at_once_daily_or_never(customer: Customer, ann: User, clock_at: SetClock) -> None:
    choose_alerts(by=ann, chosen={Kind.ASSIGNED: How.NEVER})
    case = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    assert told() == []
    assert names(ann) == [f"assigned {case}, Xavier BV"]
    choose_alerts(by=ann, chosen={Kind.ASSIGNED: How.DAILY})
    other = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    clock_at(NOW + 12 * MINUTE * 60)
    assert told() == [("ann", "2 things wait for you at Acme Telecom")]
    assert str(other) in mail.outbox[0].body
    clock_at(NOW + 36 * MINUTE * 60)
    assert told() == []  # both were told


def test_a_day_brings_one_mail_to_a_person_and_names_nothing_again(
    customer: Customer, ann: User, clock_at: SetClock
) -> None:
    choose_alerts(by=ann, chosen={Kind.ASSIGNED: How.DAILY})
    clock_at(NOW + 11 * MINUTE * 60)
    assert told() == []  # today's mails are made
    first = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    assert told() == []
    clock_at(NOW + 35 * MINUTE * 60)
    assert told() == [("ann", "1 thing waits for you at Acme Telecom")]
    second = assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    clock_at(NOW + 59 * MINUTE * 60)
    assert told() == [("ann", "1 thing waits for you at Acme Telecom")]
    assert str(first) not in mail.outbox[0].body
    assert str(second) in mail.outbox[0].body
    assert AlertMail.objects.filter(user=ann).exclude(day=None).count() == 2


def test_a_case_that_waits_too_long_is_overdue_for_its_assignee(
    customer: Customer, ann: User, clock_at: SetClock
) -> None:
    case = assign_case(by=ann, case=cases.case(customer, category="malware"), to=ann)
    clock_at(NOW + 3 * DAY - MINUTE)
    look()
    assert names(ann) == [f"assigned {case}, Xavier BV"]
    clock_at(NOW + 3 * DAY + MINUTE)
    look()
    assert names(ann) == [f"assigned {case}, Xavier BV", f"overdue {case}, Xavier BV"]
    assert names(holds.officer()) == []
    close_case(by=ann, case=case, reason="Nothing in it.")
    look()
    assert names(ann) == []


def test_what_is_urgent_goes_to_who_is_on_the_rota_first_and_to_everybody_once_nobody_took_it(
    customer: Customer, ann: User, staff: Staff, clock_at: SetClock
) -> None:
    admin, bob = staff(Role.ADMINISTRATOR), staff(Role.CASE_OFFICER, name="Bob")
    save_shift(by=admin, weekday=Weekday.WEDNESDAY, starts=dt.time(18), ends=dt.time(8), user=ann)
    save_shift(by=admin, weekday=Weekday.TUESDAY, starts=dt.time(18), ends=dt.time(8), user=bob)
    set_wait(by=admin, minutes=20)
    choose_alerts(by=ann, chosen={Kind.UNTAKEN: How.NEVER})  # on the rota one is told all the same
    urgent = cases.case(customer, category="legal_compliance")
    subject = f"Urgent, and nobody has taken it: {urgent}, Xavier BV"
    assert told() == [("ann", subject)]
    clock_at(NOW + 19 * MINUTE)
    assert told() == []
    clock_at(NOW + 21 * MINUTE)
    assert told() == [("bob", subject)]


def test_nobody_else_is_mailed_once_somebody_took_it(customer: Customer, ann: User, staff: Staff) -> None:
    admin, bob = staff(Role.ADMINISTRATOR), staff(Role.CASE_OFFICER, name="Bob")
    save_shift(by=admin, weekday=Weekday.WEDNESDAY, starts=dt.time(18), ends=dt.time(8), user=ann)
    cases.case(customer, category="legal_compliance")
    assert [one for one, _subject in told()] == ["ann"]
    [alert] = Alert.objects.all()
    take_alert(by=ann, alert=alert)
    with pytest.raises(Refused, match="Ann sees to it"):
        take_alert(by=bob, alert=alert)
    assert set(AlertMail.objects.exclude(user=ann).values_list("status", flat=True)) == {"failed"}
    with pytest.raises(Refused) as refused:
        take_alert(by=holds.second(), alert=alert)
    assert refused.value.code == "not_for_you"


def test_without_a_shift_everybody_who_may_act_is_told_at_once_but_who_caused_it(
    customer: Customer, ann: User, staff: Staff
) -> None:
    staff(Role.CASE_OFFICER, name="Bob")
    cases.case(customer, category="legal_compliance")
    assert [one for one, _subject in told()] == ["ann", "bob"]


def test_an_alert_stands_in_one_mail_to_a_person_at_most(customer: Customer, ann: User) -> None:
    assign_case(by=holds.officer(), case=cases.case(customer), to=ann)
    look()
    Case.objects.update(summary="Changed.")
    look()
    assert AlertLine.objects.count() == 1


def test_nobody_without_a_part_in_it_stands_on_the_rota(staff: Staff) -> None:
    with pytest.raises(Refused) as refused:
        save_shift(
            by=staff(Role.ADMINISTRATOR),
            weekday=Weekday.MONDAY,
            starts=dt.time(18),
            ends=dt.time(8),
            user=staff(Role.EDITOR),
        )
    assert refused.value.code == "not_staff"


def test_a_measure_that_is_cancelled_instead_of_approved_comes_back_to_who_proposed_it(
    customer: Customer, ann: User
) -> None:
    version = versions.posted_policy(at=NOW - 20 * DAY)
    found = cases.determination(cases.case(customer), version)
    measure = propose_measure(by=ann, determination=found, kind=MeasureKind.TERMINATION, starts_at=NOW + 9 * DAY)
    look()
    cancel_measure(by=holds.second(), measure=measure, reason="A warning does.")
    assert ("ann", f"Returned to you: Cancelled instead of approved: Termination, {found.case}, Xavier BV") in told()
    assert [one.kind for one in waiting_for(ann)] == ["returned"]
    assert waiting_for(ann)[0].path == f"/desk/measures/{measure.pk}/"
    propose_measure(by=ann, determination=found, kind=MeasureKind.WARNING)
    look()
    assert names(ann) == []


def test_who_takes_a_measure_back_is_told_nothing(customer: Customer, ann: User) -> None:
    version = versions.posted_policy(at=NOW - 20 * DAY)
    found = cases.determination(cases.case(customer), version)
    measure = propose_measure(by=ann, determination=found, kind=MeasureKind.TERMINATION, starts_at=NOW + 9 * DAY)
    cancel_measure(by=ann, measure=measure)
    look()
    assert not Alert.objects.filter(kind=Kind.RETURNED).exists()


def test_what_an_appeal_overturned_comes_back_to_who_decided_it_until_the_case_goes_on(
    customer: Customer, ann: User
) -> None:
    version = versions.posted_policy(at=NOW - 20 * DAY)
    found = cases.determination(cases.case(customer), version, by=ann)
    appeals.decided(appeals.appeal(found))
    look()
    assert names(ann) == [f"returned Overturned on appeal: {found.case}, Xavier BV"]
    close_case(by=ann, case=found.case, reason="It was another.")
    look()
    assert names(ann) == []


def test_who_may_not_review_is_asked_once_for_all_open_appeals(
    customer: Customer, django_assert_num_queries: Any
) -> None:
    version = versions.posted_policy(at=NOW - 20 * DAY)
    filed = [appeals.appeal(cases.determination(cases.case(customer), version)) for _time in range(3)]
    look([Kind.APPEALED])
    [source] = [one for one in all_sources() if one.model == "appeals.appeal" and one.kind == Kind.APPEALED]
    with django_assert_num_queries(2):
        waits = list(source.waiting(NOW))
    assert [one.subject for one in waits] == [one.pk for one in filed]
    kept_out = {holds.officer().pseudonym, customers.person_of(customer).pseudonym}
    assert all(one.not_for == kept_out for one in waits)
