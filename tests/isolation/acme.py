"""Furnishes acme with at least one row of every model, a canary in every text, and the secrets it gave to people."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from enforcement.appeals.actions import decide_appeal, dismiss_appeal, take_appeal
from enforcement.appeals.conversation.actions import write_as_customer, write_as_staff
from enforcement.appeals.models import Outcome
from enforcement.cases.actions import assign_case, save_template, write_note, write_to_customer, write_to_reporters
from enforcement.cases.allowances.actions import dismiss_proposal, import_usage, set_allowance
from enforcement.cases.allowances.models import CaseProposal, Period
from enforcement.cases.authorizations.actions import (
    grant_authorization,
    refuse_authorization,
    revoke_authorization,
)
from enforcement.cases.findings.actions import record_finding
from enforcement.cases.findings.models import FindingOutcome
from enforcement.cases.models import Case, Determination, NoteKind, Passing, PassingReply, RecipientKind, Way
from enforcement.cases.passing.actions import pass_case, register_recipient
from enforcement.cases.passing.queries import Asked, evidence_for, targets_of
from enforcement.cases.passing.rules import Said
from enforcement.cases.strikes.actions import set_strikes
from enforcement.cases.strikes.models import Suggested
from enforcement.credits import actions as credits_actions
from enforcement.credits.attributions.actions import attribute_interruption
from enforcement.credits.claims.actions import record_claim, record_past_due
from enforcement.credits.interruptions import actions as interruptions
from enforcement.credits.limits.actions import set_approval_limit
from enforcement.credits.maintenance.actions import announce_maintenance, withdraw_maintenance
from enforcement.credits.models import (
    CreditStatement,
    Interruption,
    MonitoringAlert,
    PreviewedChange,
    Recomputation,
    RunCustomer,
)
from enforcement.credits.objections.actions import answer_objection, file_objection
from enforcement.credits.received import actions as received
from enforcement.credits.runs.actions import work_on
from enforcement.holds.actions import approve_measure, extend_measure, place_hold, propose_measure, suspend_for_now
from enforcement.holds.models import (
    Ground,
    HoldReason,
    Measure,
    MeasureKind,
    ProviderState,
    ProvisioningCall,
    Restricted,
    StateDifference,
    StatesPull,
)
from enforcement.reports.actions import complete_report, receive_report
from enforcement.reports.ages.actions import set_oldest
from enforcement.reports.creating import Act, Arrival, Origin, create_reports
from enforcement.reports.custody.actions import (
    end_legal_hold,
    place_legal_hold,
    remove_evidence,
    report_to_authority,
    seal_report,
)
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.evidence import Received
from enforcement.reports.inbox.actions import save_filter
from enforcement.reports.models import (
    Addition,
    ClientToken,
    Complaint,
    Mailbox,
    MailToReporter,
    NetworkUse,
    RawReport,
    Reason,
    RelatedMail,
    Report,
    ReportMail,
    SenderCount,
    Source,
    Triage,
)
from enforcement.reports.numbering import next_number
from enforcement.reports.senders.actions import mute_sender, unmute_sender
from enforcement.transparency.actions import publish_report
from policies.acknowledgements.actions import decline, record_view
from policies.acknowledgements.deviations.actions import record_deviation
from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.paper.actions import Signer, record_paper
from policies.acknowledgements.reminders.actions import remind
from policies.documents import Document
from policies.drafts.actions import add_comment, answer_comment, approve_draft, submit_draft
from policies.drafts.models import Draft
from policies.following.actions import Decision, decide_offers, split_provision
from policies.following.models import Choice
from policies.following.offers import offers_of, own_copy
from policies.notices.actions.controls import pause_notice
from policies.notices.actions.preferences import choose, make_feed
from policies.notices.bounces.delivery_reports import keep_delivery_report
from policies.notices.delivery.outboxes import claim_mails
from policies.notices.models import Channel, Delivery, DeliveryEventKind, Preference
from policies.versions.actions import mark_mandatory, postpone_version
from policies.versions.models import Policy, PolicyVersion, PostingProof, WebsiteAlarm
from tenants.alerts.actions import choose_alerts, look, save_shift
from tenants.alerts.models import How, Kind, Weekday
from tenants.customers.actions import add_agreement, add_membership, import_customers, record_authority
from tenants.customers.models import Basis, Capacity, Customer, DeviationEffect, Service
from tenants.ledger import clock
from tenants.ledger.models import HeadPublication, Stamp, TreeHead
from tenants.ledger.publishing.actions import queue_owed
from tenants.ledger.sealing.actions import seal
from tenants.ledger.sealing.merkle import BLOCK
from tenants.outbox.models import Attempt, OutboxStatus
from tenants.people.actions import ask_for_link, give_roles
from tenants.people.links import create_link
from tenants.people.logos import set_logo
from tenants.people.mails import queue_mail
from tenants.people.models import AccountMail, Invitation, MailKind, Role, SignInCount, User
from tenants.people.own_account import ask_for_address
from tenants.people.permissions import permissions_of
from tenants.people.resellers import change_settings
from tenants.people.reviewers.actions import ask_upstream, invite_reviewer, name_reviewer
from tenants.people.reviewers.queries import asked_of_us
from tenants.people.tokens import create_token
from tenants.resellers.models import NamedReviewer, Release, Reseller, ReviewRequest
from tests.conftest import find, standing_in
from tests.factories import appeals, authorizations, cases, editions, reports, versions
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import membership_of, person_of, service_of
from tests.factories.ledger import many_entries
from tests.factories.logos import picture

POSTED = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
ACT = dt.datetime(2026, 10, 10, 12, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
LATER = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
ADDRESS = "192.0.2.7"


@dataclass(frozen=True)
class Acme:
    """What an attacker at beta could know or guess of acme, and what must never be answered there."""

    canary: str
    ids: dict[str, list[str]]
    link: str
    follow: str
    feed: str
    token: str
    session: str
    receipt: str


def furnish() -> Acme:
    """Makes acme's data by the verbs, standing in acme; the clock is the real one afterwards."""
    canary = f"canary{secrets.token_hex(8)}"
    change_settings(
        by=_person("Admin", canary, Role.ADMINISTRATOR),
        reseller=find("acme"),
        legal_name=f"Acme {canary} B.V.",
        address=f"1 {canary} Street",
        abuse_mailbox=f"abuse@{canary}.example",
        provisioning_url=f"http://127.0.0.1:9/{canary}/",
        provisioning_states_url=f"http://127.0.0.1:9/{canary}/states/",
        exclude_any_customer=True,
    )
    set_logo(by=_person("Admin", canary, Role.ADMINISTRATOR), reseller=find("acme"), data=picture())
    clock.set_to(POSTED - dt.timedelta(days=30))
    customer = _customer(canary)
    follow = _enforcement(canary, customer, _posting(canary, customer))
    _credits(canary, customer)
    _published(canary)
    _reviewed_upstream(canary)
    set_oldest(by=_person("Admin", canary, Role.ADMINISTRATOR), days={"spam_email": 90})
    clock.set_to(None)
    admin = User.objects.get(email=f"admin@{canary}.example")
    _token, token = create_token(by=admin, name=f"Machine {canary}", scopes=permissions_of(admin))
    many_entries(BLOCK)
    seal()
    _elsewhere(canary)
    _accounts(canary, admin)
    client = Client(SERVER_NAME="acme.localhost", headers={"User-Agent": f"Browser {canary}"})
    client.post(f"/sign-in/{create_link(user=admin)}/")
    return Acme(
        canary=canary,
        ids=dict(_ids()),
        link=create_link(user=admin),
        follow=follow,
        feed=make_feed(by=Preference.objects.get().user),
        token=token,
        session=client.cookies[settings.SESSION_COOKIE_NAME].value,
        receipt=Acknowledgement.objects.latest("pk").receipt,
    )


def tenant_models() -> list[type[models.Model]]:
    """Every model that has a table in each tenant."""
    return [
        model
        for name in settings.TENANT_APPS
        for model in apps.get_app_config(name.rpartition(".")[2]).get_models(include_auto_created=True)
    ]


def _ids() -> Iterator[tuple[str, list[str]]]:
    for model in tenant_models():
        yield str(model._meta.model_name), [str(pk) for pk in model._default_manager.values_list("pk", flat=True)]
    yield "release", [str(pk) for pk in Release.objects.filter(publisher="acme").values_list("pk", flat=True)]
    yield "reviewrequest", [str(pk) for pk in ReviewRequest.objects.values_list("pk", flat=True)]
    yield "namedreviewer", [str(pk) for pk in NamedReviewer.objects.values_list("pk", flat=True)]


def _person(name: str, canary: str, *roles: Role) -> User:
    email = f"{name.lower()}@{canary}.example"
    return give_roles(by=None, email=email, name=f"{name} {canary}", roles=roles)


def _customer(canary: str) -> Customer:
    by = _person("Admin", canary, Role.ADMINISTRATOR)
    head = "customer_reference,customer_name,agreement_number,agreement_from,contact_name,contact_mail,"
    head += "service_reference,service_name,monthly_price,service_from,addresses,domains,numbers\n"
    row = f"C-{canary},Firm {canary},MSA-{canary},2026-01-01,Ann {canary},ann@firm.{canary}.example,"
    row += f"S-{canary},Web {canary},100.00,2026-01-01,{ADDRESS},shop.{canary}.example,+31201234567\n"
    import_customers(by=by, data=(head + row).encode())
    customer = Customer.objects.get(reference=f"C-{canary}")
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    add_agreement(
        by=by, customer=customer, number=f"MSA-2-{canary}", starts_at=start, defined_terms={"Services": canary}
    )
    add_membership(
        by=by,
        customer=customer,
        email=f"bob@firm.{canary}.example",
        name=f"Bob {canary}",
        capacity=Capacity.ACCOUNT_USER,
        authority=f"Buyer {canary}",
    )
    return customer


def _words(canary: str, edition: str) -> Document:
    words = versions.document(spam=f"sending mail that {canary} {edition} did not ask for;")
    return replace(words, title=f"AUP {canary}")


def _posting(canary: str, customer: Customer) -> PolicyVersion:
    version = versions.posted_policy(_words(canary, "one"), at=POSTED, summary=f"First {canary}")
    PostingProof.objects.create(
        version=version,
        url=f"http://{canary}.example/",
        fetched_at=POSTED,
        http_status=200,
        body=f"<p>{canary}</p>".encode(),
        digest="0" * 64,
        shows_version=False,
        problem=f"Not found {canary}",
    )
    WebsiteAlarm.objects.create(policy=version.policy, raised_at=POSTED, raised_by=PostingProof.objects.get())
    clock.set_to(POSTED + dt.timedelta(hours=1))
    versions.draft(_words(canary, "ahead"))
    editions.prepared(Draft.objects.get())
    ahead = versions.posted_policy(_words(canary, "ahead"), effective_at=LATER, summary=f"Ahead {canary}")
    later = LATER + dt.timedelta(days=30)
    postpone_version(by=versions.writer(), version=ahead, to=later, reason=f"Late {canary}")
    draft = versions.draft(_words(canary, "two"))
    editions.prepared(draft)
    _following(canary)
    _reviewed(Draft.objects.get(pk=draft.pk), canary)
    record_deviation(
        by=_person("Admin", canary, Role.ADMINISTRATOR),
        agreement=customer.agreements.order_by("number")[0],
        effect=DeviationEffect.ADDED,
        key=f"agreed-{canary}",
        parent_key="",
        text=f"also {canary};",
        starts_at=POSTED,
        filename=f"{canary}.pdf",
        data=f"signed {canary}".encode(),
    )
    clock.set_to(ACT)
    record_view(by=person_of(customer), customer=customer, version=version)
    _answered(canary, customer, version)
    return version


def _answered(canary: str, customer: Customer, version: PolicyVersion) -> None:
    """Authority with a document, an acknowledgement on the portal and one on paper, a decline, a reminder."""
    by = _person("Admin", canary, Role.ADMINISTRATOR)
    scan: dict[str, Any] = {"filename": f"{canary}.pdf", "data": f"%PDF-1.7 {canary}".encode()}
    record_authority(by=by, membership=membership_of(customer), basis=Basis.OFFICE, words=f"Director {canary}", **scan)
    acknowledged(version, customer)
    decline(
        by=User.objects.get(email=f"bob@firm.{canary}.example"),
        customer=customer,
        digest=version.digest,
        reason=f"No {canary}",
    )
    record_paper(
        by=by,
        customer=customer,
        digest=version.digest,
        signer=Signer(name=f"Zoe {canary}", stated_authority=f"Owner {canary}"),
        signed_on=ACT.date(),
        ticks=[versions.RECORDING],
        note=f"Seen {canary}",
        **scan,
    )
    change_settings(by=by, reseller=find("acme"), reminder_days=[1])
    assert remind() == 1


def _told(canary: str) -> None:
    """What became of notices: troubles, a bounce, one paused; and how one person wants to be told."""
    Delivery.objects.update(answer=f"Refused {canary}")
    lost = Delivery.objects.filter(channel=Channel.MAIL)[0]
    bounced = DeliveryEventKind.BOUNCED
    keep_delivery_report(delivery_id=lost.pk, what=bounced, words=f"Gone {canary}", source=f"dsn {canary}")
    Attempt.objects.create(item=lost.pk, number=1, at=ACT, answer=f"Refused {canary}")
    pause_notice(by=_person("Admin", canary, Role.ADMINISTRATOR), notice=lost.notice, reason=f"Wait {canary}")
    choose(by=lost.recipient, channels=Channel.values, language="nl", webhook_url=f"http://{canary}.example/")
    claim_mails(rate=1)


def _reviewed_upstream(canary: str) -> None:
    """A person of the vendor's reviews appeals here."""
    by = _person("Admin", canary, Role.ADMINISTRATOR)
    ask_upstream(by=by)
    with standing_in("vendor"):
        user = _person("Vera", canary, Role.ADMINISTRATOR)
        asked = asked_of_us().get()
        name_reviewer(by=user, request=asked, user=_person("Wim", canary, Role.AUDITOR))
        named = name_reviewer(by=user, request=asked, user=user)
    invite_reviewer(by=by, named=named)


def _accounts(canary: str, admin: User) -> None:
    """A link asked for, an address to be confirmed, mails on their way, and tries that were counted."""
    ask_for_link(email=f"ann@firm.{canary}.example", to=f"/desk/?q={canary}")
    ask_for_address(by=admin, email=f"new@{canary}.example")
    queue_mail(MailKind.SIGN_IN, admin, at=clock.now(), facts={"next": f"/desk/?q={canary}"})
    AccountMail.objects.update(answer=f"Refused {canary}")
    SignInCount.objects.create(network=canary, hour=clock.now(), number=1)


def _elsewhere(canary: str) -> None:
    """The newest head on its way elsewhere, and stamped."""
    clock.set_to(ACT)
    Reseller.objects.filter(schema_name="acme").update(head_mailbox=f"notary@{canary}.example")
    queue_owed()
    HeadPublication.objects.update(status=OutboxStatus.FAILED, answer=f"Refused {canary}")
    head, response = TreeHead.objects.latest("size"), canary.encode()
    Stamp.objects.create(head=head, authority=f"http://{canary}.example/", response=response, at=ACT, trusted=False)
    clock.set_to(None)


def _following(canary: str) -> None:
    """What the vendor offers, met with the draft: every difference decided; and a provision that others must keep."""
    with standing_in("vendor"):
        versions.posted_policy()
    release, by = Release.objects.get(publisher="vendor"), versions.writer()
    paired = next(one for one in offers_of(release, own_copy(Policy.objects.get())) if one.identical)
    split_provision(by=by, release=release, key=paired.key)
    offered = offers_of(release, own_copy(Policy.objects.get()))
    decisions = [Decision(one.key, Choice.KEPT) for one in offered if one.asks or one.identical]
    decide_offers(by=by, release=release, decisions=decisions)
    basis = f"Agreement {canary}, clause 7"
    mark_mandatory(by=by, policy=Policy.objects.get(), key=versions.SUSPENSION, basis=basis)


def _reviewed(draft: Draft, canary: str) -> None:
    """Comments of every kind, and an approval that stands."""
    by = versions.writer()
    comment = add_comment(by=by, draft=draft, key=versions.SPAM, text=f"Too wide {canary}")
    answer_comment(by=by, comment=comment, text=f"No {canary}")
    submit_draft(by=by, draft=draft)
    approve_draft(by=by, draft=draft)


def _enforcement(canary: str, customer: Customer, version: PolicyVersion) -> str:
    officer = _person("Officer", canary, Role.CASE_OFFICER)
    second = _person("Second", canary, Role.ENFORCEMENT_APPROVER)
    third = _person("Third", canary, Role.APPEAL_REVIEWER)
    act = ACT - dt.timedelta(hours=2)
    set_strikes(
        by=_person("Admin", canary, Role.ADMINISTRATOR),
        weights={"spam_email": (2, 90)},
        thresholds={2: Suggested.SUSPENSION},
    )
    _metered(canary, customer)
    report, follow = receive_report(
        source=Source.FORM,
        category="spam_email",
        target=f"shop.{canary}.example",
        started_at=act,
        ended_at=act,
        description=f"Spam {canary}",
        reporter_name=f"Rita {canary}",
        reporter_email=f"rita@{canary}.example",
        files=[Received(filename=f"{canary}.txt", content_type=f"text/{canary}", data=f"log {canary}".encode())],
    )
    _mailed(canary, report)
    _authorized(canary, customer)
    unmute_sender(by=officer, muted=mute_sender(by=officer, sender=f"a@{canary}.example", reason=f"Noise {canary}"))
    mute_sender(by=officer, sender=f"b@{canary}.example", reason=f"Noise {canary}")
    SenderCount.objects.create(network=canary, hour=ACT, number=1)
    _custody(canary, officer)
    save_filter(by=officer, name=f"Mine {canary}"[:60], query=f"target={canary}")
    found = _determined(canary, customer, version, report, officer)
    cases.approved(found, by=second)
    for kind in (MeasureKind.SUSPENSION, MeasureKind.TERMINATION):
        measure = _measure(found, officer, kind)
        if measure.needs_approval:
            approve_measure(by=second, measure=measure)
    place_hold(by=officer, service=service_of(customer), reason=HoldReason.PAYMENT, note=f"Unpaid {canary}")
    _for_now_and_longer(canary, found, officer)
    _differing(canary, customer)
    appeal = appeals.appeal(found, words=f"Not us {canary}")
    take_appeal(by=third, appeal=appeal)
    decide_appeal(by=third, appeal=appeal, outcome=Outcome.UPHELD, reasons=f"It was {canary}")
    Invitation.objects.create(user=officer, invited_by=second.pseudonym, invited_at=clock.now())
    Recomputation.objects.create(
        decision=appeal.decision, customer=customer, month="2026-10", marked_at=clock.now(), marked_by=third.pseudonym
    )
    MailToReporter.objects.update(answer=f"Refused {canary}", answering=f"<1@{canary}.example>")
    ProvisioningCall.objects.update(answer=f"Refused {canary}")
    _told(canary)
    nothing = cases.case(customer, by=officer, summary=f"Nothing {canary}")
    record_finding(by=officer, case=nothing, outcome=FindingOutcome.NO_VIOLATION, words=f"Looked {canary}")
    second_case = cases.case(customer, by=officer, summary=f"Again {canary}")
    again = cases.determination(second_case, version, by=officer, facts=f"Again {canary}")
    appeal = appeals.appeal(again, words=f"Not us either {canary}")
    sent = Received(filename=f"{canary}.log", content_type=f"text/{canary}", data=f"our log {canary}".encode())
    write_as_customer(by=person_of(customer), appeal=appeal, words=f"Look {canary}", files=[sent])
    write_as_staff(by=third, appeal=appeal, words=f"Which machine {canary}")
    dismiss_appeal(by=third, appeal=appeal, reasons=f"Too late {canary}")
    _worked_on(canary, found.case, officer)
    _passed(canary, found.case, officer)
    return follow


def _worked_on(canary: str, case: Case, officer: User) -> None:
    case.later_reports.add(Report.objects.latest("number"))
    assign_case(by=_person("Boss", canary, Role.CASE_OFFICER), case=case, to=officer)
    choose_alerts(by=officer, chosen={Kind.OVERDUE: How.DAILY})
    admin = User.objects.get(email=f"admin@{canary}.example")
    save_shift(by=admin, weekday=Weekday.FRIDAY, starts=dt.time(18), ends=dt.time(8), user=officer)
    look()
    write_note(by=officer, case=case, words=f"Between us {canary}")
    write_to_reporters(by=officer, case=case, reports=case.reports.all(), words=f"Dear reporter {canary}")
    write_to_customer(by=officer, case=case, words=f"Dear customer {canary}")
    save_template(by=officer, title=f"Thanks {canary}", kind=NoteKind.REPORTER, words=f"Thank you {canary}")


def _passed(canary: str, case: Case, officer: User) -> None:
    """The case passed on to somebody outside, who answered through its API and by mail."""
    to = register_recipient(
        by=User.objects.get(email=f"admin@{canary}.example"),
        kind=RecipientKind.OUTSIDE,
        name=f"Hoster {canary}",
        way=Way.API,
        address=f"http://127.0.0.1:9/{canary}/",
        token=f"pv_{canary}",
    )
    [target, *_others] = targets_of(case)
    said = Said(case.category, target.text, target.port, ACT, ACT, f"Seen there {canary}")
    asked = Asked(
        uuid.uuid4(),
        str(to.pk),
        said,
        evidence=list(evidence_for(case)[:1]),
        reason=f"Theirs {canary}",
        names_customer=True,
        ground=f"They agreed {canary}",
    )
    made = pass_case(by=officer, case=case, asked=asked)
    raw, _new = store_raw(data=f"From: z@{canary}.example\n\nDone {canary}".encode(), door=Source.MAIL)
    PassingReply.objects.create(
        passing=made,
        raw=raw,
        sender=f"z@{canary}.example",
        automatic=False,
        text=f"Done {canary}",
        received_at=clock.now(),
    )
    RelatedMail.objects.bulk_create([RelatedMail(raw=raw, report=report) for report in case.reports.all()])
    RawReport.objects.filter(pk=raw.pk).update(read_at=clock.now())
    said_there = {"remote_reason": canary, "remote_outcome": canary, "answer": canary, "ask_failure": canary}
    Passing.objects.filter(pk=made.pk).update(status_url=to.address, **said_there)


def _custody(canary: str, officer: User) -> None:
    """A sealed report that is held and known to an authority, and one whose file was removed."""
    custodian = _person("Custodian", canary, Role.EVIDENCE_CUSTODIAN)
    NetworkUse.objects.create(network=canary, day=ACT.date(), size=1)
    seen = Received(f"seen {canary}.txt", "text/plain", f"seen {canary}".encode())
    sealed = reports.report(description=f"Sealed {canary}", target=f"host.{canary}.example", files=[seen])
    answer, _new = store_raw(data=f"From: s@{canary}.example\n\nLook {canary}".encode(), door=Source.MAIL)
    RawReport.objects.filter(pk=answer.pk).update(read_at=clock.now())
    at, sender = clock.now(), f"s@{canary}.example"
    ReportMail.objects.create(
        report=sealed, raw=answer, sender=sender, automatic=False, text=f"Look {canary}", received_at=at
    )
    seal_report(by=officer, report=sealed, reason=f"Not to be seen {canary}")
    place_legal_hold(by=custodian, report=sealed, reason=f"Court {canary}")
    hold = place_legal_hold(by=custodian, report=sealed, reason=f"Insurer {canary}")
    end_legal_hold(by=custodian, hold=hold, reason=f"Paid {canary}")
    report_to_authority(
        by=custodian, report=sealed, authority=f"Hotline {canary}", reference=f"H-{canary}", reported_at=clock.now()
    )
    log = Received(f"{canary}.txt", "text/plain", f"removed {canary}".encode(), claimed=(f"sha256:{canary}",))
    done = reports.report(description=f"Removed {canary}", target=f"host.{canary}.example", files=[log])
    done = complete_report(by=officer, report=done, reason=Reason.NO_VIOLATION)
    remove_evidence(by=custodian, evidence=done.evidence.get(), reason=f"Asked {canary}")
    Addition.objects.create(report=done, words=f"Also {canary}", added_at=clock.now())
    Complaint.objects.create(
        report=done,
        words=f"Wrong {canary}",
        filed_at=clock.now(),
        reason=done.reason,
        completed_at=done.completed_at or ACT,
        completed_by=done.completed_by,
    )


def _mailed(canary: str, report: Report) -> None:
    """A mail that a person has to look at, and one that answers ours."""
    raw, _new = store_raw(data=f"From: x@{canary}.example\n\n{canary}".encode(), door=Source.MAIL)
    act = Act("", [], None, None, f"Nothing to be read in {canary}", identifier=canary, triage=Triage.NO_TARGET)
    ClientToken.objects.create(account=report.pk, key=f"k-{canary}", digest="", at=clock.now(), raw=raw)
    Mailbox.objects.create(polled_at=clock.now(), error=f"No {canary}")
    origin = Origin(source=Source.MAIL, name=f"Mailer {canary}", email=f"x@{canary}.example", raw=raw)
    create_reports([Arrival(act, origin, next_number(Report))], at=clock.now())
    answer, _new = store_raw(data=f"From: y@{canary}.example\n\nTicket {canary}".encode(), door=Source.MAIL)
    sender = f"y@{canary}.example"
    ReportMail.objects.create(
        report=report, raw=answer, sender=sender, automatic=True, text=f"Ticket {canary}", received_at=clock.now()
    )
    RawReport.objects.filter(pk__in=[raw.pk, answer.pk]).update(read_at=clock.now())


def _metered(canary: str, customer: Customer) -> None:
    """Usage past an allowance, which proposes a case."""
    by, service = _person("Admin", canary, Role.ADMINISTRATOR), service_of(customer)
    said: dict[str, Any] = {"resource": f"traffic {canary}", "unit": "GB", "period": Period.DAY, "amount": Decimal(1)}
    set_allowance(by=by, service=service, starts_at=POSTED, **said)
    shared: dict[str, Any] = {"resource": f"memory {canary}", "unit": "GB", "period": Period.DAY}
    shared |= {"pool": f"Pool {canary}", "pool_size": Decimal(10), "share": Decimal(10)}
    set_allowance(by=by, service=service, starts_at=POSTED, **shared)
    head = "service_reference,resource,reference,starts_at,ends_at,amount\n"
    row = f"{service.reference},traffic {canary},M-{canary},2026-10-10T09:00:00Z,2026-10-10T10:00:00Z,2\n"
    row += f"{service.reference},memory {canary},N-{canary},2026-10-10T09:00:00Z,2026-10-10T10:00:00Z,2\n"
    import_usage(by=by, data=(head + row).encode())
    proposal = CaseProposal.objects.get(allowance__resource=f"memory {canary}")
    dismiss_proposal(by=_person("Officer", canary, Role.CASE_OFFICER), proposal=proposal, reason=f"Agreed {canary}")


def _authorized(canary: str, customer: Customer) -> None:
    """A request that waits, one refused, one granted with its document."""
    names: dict[str, Any] = {"sources": [f"{canary}.example"], "targets": [ADDRESS], "rate": f"Little {canary}"}
    names |= {"rate_number": Decimal(1), "rate_unit": f"{canary} a day"}
    second, wanted = _person("Second", canary, Role.ENFORCEMENT_APPROVER), authorizations.wanted(**names)
    asked = [authorizations.request(customer, purpose=f"Test {n} {canary}", **names) for n in range(3)]
    refuse_authorization(by=second, request=asked[1], reason=f"No {canary}")
    paper: dict[str, Any] = {"filename": f"{canary}.pdf", "data": f"%PDF {canary}".encode()}
    granted = grant_authorization(by=second, request=asked[2], wanted=wanted, reference=f"Drawer {canary}", **paper)
    revoke_authorization(by=second, authorization=granted, reason=f"Over {canary}")


def _determined(
    canary: str, customer: Customer, version: PolicyVersion, report: Report, officer: User
) -> Determination:
    case = cases.case(customer, by=officer, reports=[report], summary=f"Spam {canary}")
    return cases.determination(
        case,
        version,
        versions.SPAM,
        versions.OFFENSIVE,
        by=officer,
        actor=f"A user {canary}",
        facts=f"Facts {canary}",
        rationale=f"Because {canary}",
        despite_authorization=f"Outside of it {canary}",
        evidence=report.evidence.all(),
    )


def _measure(found: Determination, officer: User, kind: MeasureKind) -> Measure:
    """A measure without notice from now on."""
    return propose_measure(by=officer, determination=found, kind=kind, without_notice=True, ground=Ground.ONGOING_HARM)


def _for_now_and_longer(canary: str, found: Determination, officer: User) -> None:
    """An interim suspension, and a restriction whose end moved later."""
    suspend_for_now(by=officer, case=found.case, ground=Ground.ONGOING_HARM, finding=f"It goes on {canary}")
    restricted = propose_measure(
        by=officer,
        determination=found,
        kind=MeasureKind.RESTRICTION,
        restricts=Restricted.OTHER,
        restricts_detail=f"Its shop {canary}",
        ends_at=clock.now() + dt.timedelta(days=1),
        without_notice=True,
        ground=Ground.ONGOING_HARM,
        reason=f"Not more {canary}",
    )
    extend_measure(
        by=officer, measure=restricted, ends_at=clock.now() + dt.timedelta(days=2), reason=f"It goes on {canary}"
    )


def _differing(canary: str, customer: Customer) -> None:
    """What the provider's list said, and of which service otherwise."""
    at = clock.now()
    StatesPull.objects.create(pulled_at=at, url=f"http://127.0.0.1:9/{canary}/states/", failure=f"Refused {canary}")
    service = service_of(customer)
    StateDifference.objects.create(service=service, state=ProviderState.ON, found_at=at, seen_at=at)


def _published(canary: str) -> None:
    """A transparency report of a month, and its correction."""
    by = _person("Admin", canary, Role.ADMINISTRATOR)
    publish_report(by=by, period="2026-10", hide_small=False)
    publish_report(by=by, period="2026-10", hide_small=True, correction=f"Too exact {canary}")


def _what_credits_depend_on(canary: str, finance: User, service: Service) -> None:
    """Maintenance that was taken back, a claim, and a customer that was past due."""
    at = clock.now()
    planned = announce_maintenance(
        by=finance,
        title=f"Switches {canary}",
        starts_at=at + dt.timedelta(days=9),
        ends_at=at + dt.timedelta(days=10),
        services=[service],
    )
    withdraw_maintenance(by=finance, maintenance=planned, reason=f"Not needed {canary}")
    record_claim(by=finance, customer=service.customer, month="2026-10", claimed_at=at)
    record_past_due(by=finance, customer=service.customer, starts_at=at)


def _credits(canary: str, customer: Customer) -> None:
    clock.set_to(AFTER)
    finance = _person("Finance", canary, Role.FINANCE)
    service = service_of(customer)
    terms = {
        "tiers": [["99.9", "10"], ["95", "100"]],
        "clauses": {"own_act": f"Clause {canary}"},
        "past_due_clause": f"Past due {canary}",
        "smallest_credit": "0.01",
        "currency": "EUR",
    }
    level = credits_actions.create_level(by=finance, name=f"Gold {canary}", terms=terms)
    credits_actions.assign_level(
        by=finance, service=service, level=level, starts_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    rows = "service_reference,reference,starts_at,ends_at,cause\n"
    rows += f"S-{canary},I-1-{canary},2026-10-02T00:00:00Z,2026-10-02T02:00:00Z,Fault {canary}\n"
    rows += f"S-{canary},I-2-{canary},2026-10-12T00:00:00Z,2026-10-13T00:00:00Z,Fault {canary}\n"
    rows += f"S-{canary},I-3-{canary},2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,Fault {canary}\n"
    credits_actions.import_interruptions(by=finance, data=rows.encode())
    interruption = Interruption.objects.get(reference=f"I-2-{canary}")
    credits_actions.link_cause(
        by=finance, interruption=interruption, determination=Determination.objects.get(facts=f"Facts {canary}")
    )
    false_alarm = Interruption.objects.get(reference=f"I-3-{canary}")
    attribute_interruption(by=finance, interruption=false_alarm, cause="own_act", reason=f"Their own {canary}")
    credits_actions.withdraw_interruption(by=finance, interruption=false_alarm, reason=f"False alarm {canary}")
    _reported_by_monitoring(canary, finance, service)
    _received_credits(canary, finance)
    _what_credits_depend_on(canary, finance, service)
    run = credits_actions.run_credits(by=finance, month="2026-10")
    work_on(run)
    RunCustomer.objects.create(run=run, customer=customer, failure=f"Failure {canary}")
    PreviewedChange.objects.create(run=run, customer=customer, currency="EUR", total=1, difference=1)
    statement = CreditStatement.objects.get()
    assert statement.total > Decimal(0)
    credits_actions.approve_statement(by=finance, statement=statement)
    statement.refresh_from_db()
    credits_actions.issue_statement(by=finance, statement=statement)
    statement.refresh_from_db()
    credits_actions.pay_statement(by=finance, statement=statement)
    set_approval_limit(by=_person("Boss", canary, Role.ADMINISTRATOR), currency="EUR", amount=Decimal(900))
    objection = file_objection(by=person_of(customer), statement=statement, service=service, words=f"Wrong {canary}")
    answer_objection(by=finance, objection=objection, words=f"Answer {canary}")
    clock.set_to(AFTER + dt.timedelta(minutes=1))
    file_objection(by=person_of(customer), statement=statement, words=f"Still wrong {canary}")


def _received_credits(canary: str, finance: User) -> None:
    """A vendor's document with its file, withdrawn, and the one that stands."""
    head = "vendor,reference,month,service_references,starts_at,ends_at,amount\n"
    row = f"Vendor {canary},V-1-{canary},2026-10,S-{canary},2026-10-02T00:00:00Z,2026-10-02T02:00:00Z,4.00\n"
    name = f"vendor-{canary}.csv"
    (wrong,) = received.import_received(by=finance, filename=name, data=(head + row).encode()).made
    received.withdraw_received(by=finance, credit=wrong, reason=f"Typed wrongly {canary}")
    received.import_received(by=finance, filename=name, data=(head + row.replace("4.00", "5.00")).encode())


def _reported_by_monitoring(canary: str, finance: User, service: Service) -> None:
    """An alert that staff matched to the service by its name, and one that waits."""
    alerts = [
        {
            "status": "resolved",
            "labels": {"alertname": f"Down {canary}", "service": f"{name}-{canary}"},
            "startsAt": "2026-10-21T00:00:00Z",
            "endsAt": "2026-10-21T01:00:00Z",
            "fingerprint": f"{name}{canary}",
        }
        for name in ("web", "db")
    ]
    interruptions.receive_alerts(by=finance, body={"version": "4", "alerts": alerts})
    matched = MonitoringAlert.objects.get(name=f"web-{canary}")
    interruptions.match_alert(by=finance, alert=matched, service=service, remember=True)
