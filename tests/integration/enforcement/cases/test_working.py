"""Working on a case: who works on it and how soon, notes to three kinds of readers, templates, merging, splitting."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from enforcement.cases.actions import (
    approve_determination,
    assign_case,
    attach_report,
    close_case,
    merge_case,
    prioritise_case,
    reopen_case,
    save_template,
    split_case,
    write_note,
    write_to_customer,
    write_to_reporters,
)
from enforcement.cases.models import Case, CaseStatus, Note, NoteKind, NoteReader, Priority
from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Delivery
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import cases, customers, holds, reports, versions

pytestmark = pytest.mark.usefixtures("acme")
Staff = Callable[..., User]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock_at(set_clock: Callable[[object], None]) -> Callable[[object], None]:
    set_clock(NOW)
    return set_clock


@pytest.fixture
def customer(acme: Reseller) -> Customer:
    return customers.customer("Xavier BV", networks=["192.0.2.7/32"])


@pytest.fixture
def case(customer: Customer) -> Case:
    return cases.case(customer, reports=[reports.report(), reports.report()])


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == code)


def test_who_takes_an_open_case_investigates_it(case: Case) -> None:
    taken = assign_case(by=holds.officer(), case=case, to=holds.officer())
    assert (taken.assignee, taken.status) == (holds.officer(), CaseStatus.INVESTIGATING)
    assert taken.assigned_at is not None
    assert taken.assigned_at >= NOW
    given_back = assign_case(by=holds.officer(), case=case, to=None)
    assert (given_back.assignee, given_back.assigned_at, given_back.status) == (None, None, CaseStatus.INVESTIGATING)


def test_a_case_is_given_only_to_somebody_who_may_work_on_it(case: Case, staff: Staff) -> None:
    with refused("cannot_work"):
        assign_case(by=holds.officer(), case=case, to=staff(Role.AUDITOR))


def test_the_priority_follows_the_kind_of_conduct_and_the_number_of_reports(customer: Customer) -> None:
    ten = cases.case(customer, reports=[reports.report() for _ in range(9)])
    assert ten.priority == Priority.NORMAL
    attach_report(by=holds.officer(), case=ten, report=reports.report())
    ten.refresh_from_db()
    assert ten.priority == Priority.HIGH
    assert cases.case(customer, category="legal_compliance").priority == Priority.URGENT


def test_a_priority_set_by_hand_stays_until_it_is_given_back(case: Case) -> None:
    officer = holds.officer()
    assert prioritise_case(by=officer, case=case, priority=Priority.LOW).priority == Priority.LOW
    for _ in range(10):
        attach_report(by=officer, case=case, report=reports.report())
    case.refresh_from_db()
    assert (case.priority, case.priority_by) == (Priority.LOW, officer.pseudonym)
    followed = prioritise_case(by=officer, case=case, priority=None)
    assert (followed.priority, followed.priority_by) == (Priority.HIGH, None)


def test_a_note_to_the_customer_is_a_notice_in_its_portal_and_a_mail(case: Case, customer: Customer) -> None:
    write_to_customer(by=holds.officer(), case=case, words="Please change the password of your web form.")
    deliver_due()
    [sent] = mail.outbox
    assert sent.to == [customers.person_of(customer).email]
    assert "Please change the password" in sent.body
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"inbox", "mail"}


def test_an_internal_note_is_told_to_nobody_and_needs_no_open_case(case: Case) -> None:
    close_case(by=holds.officer(), case=case, reason="Done.")
    write_note(by=holds.second(), case=case, words="The web form was the hole.")
    assert not Delivery.objects.exists()
    assert not NoteReader.objects.exists()


def test_a_note_to_reporters_names_reports_of_the_case_and_never_the_customer(case: Case) -> None:
    officer, chosen = holds.officer(), list(case.reports.all())
    note = write_to_reporters(by=officer, case=case, reports=chosen[:1], words="We look into it.")
    assert [one.report for one in note.readers.all()] == chosen[:1]
    with refused("reports"):
        write_to_reporters(
            by=officer, case=case, reports=[reports.report(category="malware")], words="We look into it."
        )
    with refused("reports"):
        write_to_reporters(by=officer, case=case, reports=[], words="We look into it.")
    with refused("names_customer"):
        write_to_reporters(by=officer, case=case, reports=chosen, words="We asked XAVIER BV about it.")


def test_the_database_gives_no_other_note_to_a_reporter_and_keeps_notes_as_they_are(case: Case) -> None:
    note = write_note(by=holds.officer(), case=case, words="Between us.")
    report = case.reports.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteReader.objects.create(note=note, report=report)
    with pytest.raises(Exception, match=r"permission denied|Cannot update"), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(kind=NoteKind.CUSTOMER)


def test_a_template_to_reporters_has_no_blank_that_names_the_customer() -> None:
    officer = holds.officer()
    save_template(by=officer, title="Thanks", kind=NoteKind.REPORTER, words="{company} thanks you.")
    with refused("blank"):
        save_template(by=officer, title="Who", kind=NoteKind.REPORTER, words="It was {customer}.")
    with refused("title_taken"):
        save_template(by=officer, title="Thanks", kind=NoteKind.REPORTER, words="Again.")
    save_template(by=officer, title="Thanks", kind=NoteKind.CUSTOMER, words="Dear {customer}.")


def test_a_merged_case_gives_its_reports_and_names_where_the_work_goes_on(case: Case, customer: Customer) -> None:
    officer, other = holds.officer(), cases.case(customer, reports=[reports.report()])
    merge_case(by=officer, case=other, into=case)
    other.refresh_from_db()
    assert (other.status, other.merged_into, list(case.merged.all())) == (CaseStatus.CLOSED, case, [other])
    assert (case.reports.count(), other.reports.count()) == (3, 0)
    with pytest.raises(Refused, match=f"merged into {case}"):
        reopen_case(by=officer, case=other, reason="I want it.")
    with refused("case_closed"):
        merge_case(by=officer, case=other, into=case)


def test_determinations_stay_where_they_were_made(case: Case, customer: Customer) -> None:
    version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
    other = cases.case(customer, reports=[reports.report()])
    waiting = cases.determination(other, version, versions.OFFENSIVE)
    merge_case(by=holds.officer(), case=other, into=case)
    assert waiting.case == other
    with refused("case_closed"):
        approve_determination(by=holds.second(), determination=waiting)


def test_only_cases_about_one_service_are_merged(case: Case) -> None:
    neighbour = cases.case(customers.customer("Neighbour"))
    with refused("other_service"):
        merge_case(by=holds.officer(), case=case, into=neighbour)
    with refused("same_case"):
        merge_case(by=holds.officer(), case=case, into=case)


def test_splitting_takes_chosen_reports_into_a_new_case(case: Case) -> None:
    officer, held = holds.officer(), list(case.reports.order_by("number"))
    made = split_case(by=officer, case=case, reports=held[:1], category="malware", summary="Something else.")
    assert (made.split_from, made.service, made.priority) == (case, case.service, Priority.HIGH)
    assert list(made.reports.all()) == held[:1]
    assert list(case.reports.all()) == held[1:]
    with refused("reports"):
        split_case(by=officer, case=case, reports=held[1:], category="malware", summary="All of it.")
    with refused("reports"):
        split_case(by=officer, case=case, reports=held[:1], category="malware", summary="Another's.")
