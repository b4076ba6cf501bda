"""Files of appeals: kept as long as the case's evidence is, sealed with its case, and told in its evidence file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.appeals import tasks
from enforcement.appeals.conversation.actions import (
    delete_files,
    open_appeal_evidence,
    open_own_evidence,
    read_appeal_evidence,
    remove_due,
    write_as_staff,
)
from enforcement.appeals.models import Appeal, AppealEvidence, AppealStatus, Outcome
from enforcement.cases.actions import close_case
from enforcement.cases.models import Determination
from enforcement.reports.custody.actions import place_legal_hold, seal_report
from enforcement.reports.evidence import Received
from enforcement.reports.models import EvidenceUse, Report
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.factories import appeals, cases, customers, holds, reports
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
Staff = Callable[..., User]
DAY = dt.timedelta(days=1)
LOG = Received(filename="log.txt", content_type="text/plain", data=b"10:00 nothing was sent")


@pytest.fixture
def report(version: PolicyVersion) -> Report:
    """A report without files, in a case."""
    return reports.report()


@pytest.fixture
def filed(report: Report, customer: Customer, version: PolicyVersion) -> Appeal:
    """An appeal with a file, about a case that began with the report."""
    case = cases.case(customer, reports=[report])
    return appeals.appeal(cases.determination(case, version), files=[LOG])


def ready_to_go(filed: Appeal, set_clock: Callable[[dt.datetime], None]) -> None:
    """Decided, the case closed, every day to appeal over."""
    appeals.decided(filed, Outcome.UPHELD)
    close_case(by=holds.officer(), case=filed.case, reason="Done.")
    Reseller.objects.filter(schema_name="acme").update(evidence_days=30)
    set_clock(clock.now() + 400 * DAY)


def test_it_is_removed_when_its_time_is_over_and_its_row_stays(
    filed: Appeal, set_clock: Callable[[dt.datetime], None]
) -> None:
    kept = Path(settings.MEDIA_ROOT) / "acme" / AppealEvidence.objects.get().path
    ready_to_go(filed, set_clock)
    assert kept.exists()
    tasks.remove_old_evidence.run(tenant="acme")
    evidence = AppealEvidence.objects.get()
    assert evidence.removed_at
    assert evidence.file_gone_at
    assert not kept.exists()
    assert EvidenceUse.objects.get().size == 0
    assert Entry.objects.filter(verb="appeal.evidence_removed", subject_id=str(evidence.pk)).count() == 1
    assert refused(read_appeal_evidence, by=appeals.reviewer(), evidence=evidence) == ("evidence_removed", 410)
    assert (remove_due(), delete_files()) == (0, 0)


def test_nothing_goes_while_the_appeal_is_open_or_the_case_or_its_evidence_is_kept(
    filed: Appeal, report: Report, set_clock: Callable[[dt.datetime], None]
) -> None:
    Reseller.objects.filter(schema_name="acme").update(evidence_days=30)
    set_clock(clock.now() + 400 * DAY)
    assert remove_due() == 0
    with pytest.raises(DatabaseError, match="open"), transaction.atomic():
        AppealEvidence.objects.update(removed_at=clock.now())
    ready_to_go(filed, set_clock)
    hold = place_legal_hold(by=_custodian(), report=report, reason="Court.")
    assert remove_due() == 0
    with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
        AppealEvidence.objects.update(removed_at=clock.now())
    assert hold.ended_at is None


def _custodian() -> User:
    from tenants.people.actions import give_roles  # noqa: PLC0415 - only here

    return give_roles(by=None, email="cus@acme.example", name="Cus", roles=[Role.EVIDENCE_CUSTODIAN])


def test_one_content_in_two_appeals_goes_with_the_last(
    filed: Appeal, customer: Customer, version: PolicyVersion, set_clock: Callable[[dt.datetime], None]
) -> None:
    other = appeals.appeal(cases.determination(cases.case(customer), version), files=[LOG])
    ready_to_go(filed, set_clock)
    assert remove_due() == 1
    delete_files()
    still = AppealEvidence.objects.get(appeal=other)
    assert open_appeal_evidence(by=appeals.reviewer(), evidence=still) == LOG.data


def test_where_the_case_is_sealed_its_custodian_alone_opens_them(filed: Appeal, report: Report) -> None:
    evidence = AppealEvidence.objects.get()
    seal_report(by=_custodian(), report=report, reason="Not to be looked at.")
    reviewer, mine = appeals.reviewer(), customers.person_of(filed.customer)
    assert refused(read_appeal_evidence, by=reviewer, evidence=evidence) == ("evidence_sealed", 403)
    assert refused(open_appeal_evidence, by=reviewer, evidence=evidence) == ("evidence_sealed", 403)
    assert refused(open_own_evidence, by=mine, evidence=evidence) == ("evidence_sealed", 403)
    assert open_appeal_evidence(by=_custodian(), evidence=evidence) == LOG.data


def test_a_file_that_was_altered_is_not_handed_out(filed: Appeal, client_at: Callable[..., Client]) -> None:
    evidence = AppealEvidence.objects.get()
    path = Path(settings.MEDIA_ROOT) / "acme" / evidence.path
    path.chmod(0o600)
    path.write_bytes(b"other words")
    assert refused(open_appeal_evidence, by=appeals.reviewer(), evidence=evidence) == ("evidence_altered", 409)
    assert filed.status == AppealStatus.FILED


def test_a_reviewer_may_send_files_too(found: Determination) -> None:
    filed = appeals.appeal(found)
    write_as_staff(by=appeals.reviewer(), appeal=filed, words="Our logs.", files=[LOG])
    assert open_own_evidence(by=customers.person_of(filed.customer), evidence=AppealEvidence.objects.get()) == LOG.data
