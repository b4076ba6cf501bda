"""What acme lacks for every button to stand somewhere: what is closed, waits for a second person, or is in review."""

import datetime as dt

from enforcement.appeals.actions import take_appeal
from enforcement.cases.actions import close_case, prioritise_case
from enforcement.cases.models import Passing, Priority
from enforcement.credits.actions import approve_statement, issue_statement
from enforcement.credits.maintenance.actions import announce_maintenance
from enforcement.credits.models import CreditStatement
from enforcement.holds.actions import propose_measure
from enforcement.holds.models import MeasureKind, ProvisioningCall
from policies.drafts.actions import (
    add_comment,
    discard_draft,
    edit_provision,
    resolve_comment,
    return_draft,
    submit_draft,
)
from policies.drafts.models import Draft, DraftComment
from policies.notices.actions.controls import pause_notice
from policies.notices.models import Channel, Delivery, DeliveryStatus
from policies.versions.models import PolicyVersion
from tenants.alerts.actions.telling import look
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.outbox.models import OutboxStatus
from tenants.people.models import User
from tests.factories import appeals, authorizations, cases, reports, versions
from tests.factories import credits as crediting
from tests.factories.customers import service_of
from tests.factories.holds import officer, suspension


def unfinished(*, reviewer: User, administrator: User) -> None:
    """Makes it, standing in acme, at this moment; one appeal is in the reviewer's hands."""
    customer = Customer.objects.get()
    _cases(customer, reviewer)
    ProvisioningCall.objects.update(status=OutboxStatus.FAILED, attempts=8, ended_at=clock.now())
    _statements(customer)
    Passing.objects.update(answered_at=clock.now())
    mail = Delivery.objects.filter(channel=Channel.MAIL).order_by("-notice__created_at")[0]
    Delivery.objects.filter(pk=mail.pk).update(status=DeliveryStatus.FAILED, ended_at=clock.now())
    pause_notice(by=administrator, notice=mail.notice, reason="Wait.")
    resolve_comment(by=versions.writer(), comment=DraftComment.objects.filter(resolved_at=None)[0])
    add_comment(by=versions.writer(), draft=Draft.objects.get(), key=versions.SPAM, text="Still too wide.")
    look()


def _cases(customer: Customer, reviewer: User) -> None:
    version = PolicyVersion.objects.get(number=1)
    for _time in range(2):  # several are acted on together
        reports.report()
    authorizations.request(customer)
    authorizations.authorization(customer)
    closed = cases.case(customer, summary="Closed already.")
    close_case(by=officer(), case=closed, reason="Nothing in it.")
    cases.case(customer, summary="Just opened.")
    urgent = cases.case(customer, summary="Two reports.", reports=[reports.report(), reports.report()])
    prioritise_case(by=officer(), case=urgent, priority=Priority.URGENT)
    cases.determination(cases.case(customer, summary="Waits."), version, versions.OFFENSIVE)
    for summary in ("May be appealed.", "In review.", "Appealed."):
        found = cases.determination(cases.case(customer, summary=summary), version)
        suspension(found, ends_at=clock.now() + dt.timedelta(days=5))
        begins = clock.now() + dt.timedelta(days=7)
        propose_measure(by=officer(), determination=found, kind=MeasureKind.TERMINATION, starts_at=begins)
        if summary != "May be appealed.":
            appeal = appeals.appeal(found)
        if summary == "In review.":
            take_appeal(by=reviewer, appeal=appeal)


def _statements(customer: Customer) -> None:
    """One issued, one approved, one computed; an interruption goes on, and maintenance is planned."""
    finance = crediting.finance()
    for month in (7, 8, 9):
        start = dt.datetime(2026, month, 3, tzinfo=dt.UTC)
        crediting.fault(service_of(customer), 7200, start=start, reference=f"F-{month}")
        crediting.computed(f"2026-{month:02}")
    for statement in CreditStatement.objects.filter(month__in=["2026-07", "2026-08"]):
        approve_statement(by=finance, statement=statement)
    issue_statement(by=finance, statement=CreditStatement.objects.get(month="2026-07"))
    crediting.fault(service_of(customer), None, start=clock.now() - dt.timedelta(hours=1), reference="Not over")
    soon = clock.now() + dt.timedelta(days=3)
    announce_maintenance(by=finance, title="New switches", starts_at=soon, ends_at=soon + dt.timedelta(hours=2))


def draft_returned() -> None:
    """The draft is with its writers again."""
    return_draft(by=versions.writer(), draft=Draft.objects.get(), reason="Shorter.")


def draft_in_review() -> None:
    """Nobody has approved it yet."""
    draft_returned()
    submit_draft(by=versions.writer(), draft=Draft.objects.get())


def draft_counting_parts() -> None:
    """A sentence of the draft counts its parts."""
    draft_returned()
    text = "sending (1) mail that nobody asked for; or (2) faxes;"
    edit_provision(by=versions.writer(), draft=Draft.objects.get(), key=versions.SPAM, text=text)


def draft_discarded() -> None:
    """Nothing is being written."""
    discard_draft(by=versions.writer(), draft=Draft.objects.get())
