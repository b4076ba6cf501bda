"""What an evidence file holds of a case: reports and their files, determinations, measures, holds, appeals, credits."""

from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from enforcement.appeals.conversation.actions import open_appeal_evidence
from enforcement.appeals.models import Appeal, AppealDecision, AppealEvidence, AppealMessage
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest
from enforcement.cases.models import (
    Allowance,
    Approval,
    Case,
    CaseProposal,
    Citation,
    Determination,
    Finding,
    Note,
    NoteReader,
    PassedEvidence,
    Passing,
    PassingReply,
    Recipient,
    Reliance,
    Strike,
    Usage,
)
from enforcement.holds.models import (
    Extension,
    Hold,
    Measure,
    MeasureApproval,
    MeasuredService,
    ProvisioningCall,
    StatementOfReasons,
)
from enforcement.reports.custody.actions import open_evidence
from enforcement.reports.models import Addition, Complaint, Evidence, Report, Reporter
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion, PostedProvision
from portal.evidence.collecting.bundle import Bundle
from portal.evidence.collecting.credits import add_credits
from portal.evidence.collecting.customers import add_customer
from portal.evidence.collecting.documents import add_document
from portal.evidence.collecting.policies import add_notices, add_versions
from tenants.customers.models import Service
from tenants.ledger import entries
from tenants.outbox.models import Attempt
from tenants.people.models import User
from tenants.people.permissions import Permission, may
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused


def add_case(bundle: Bundle, case: Case, *, by: User | None, reseller: Reseller) -> None:
    """The whole case, with the customer and the versions that are cited; sealed files only for who may open them."""
    bundle.row(case)
    add_customer(bundle, case.customer)
    bundle.row(case.service)
    _add_reports(bundle, case, by)
    _add_authorizations(bundle, case)
    _add_metered(bundle, case)
    determinations = Determination.objects.filter(case=case)
    bundle.rows(determinations)
    bundle.rows(Approval.objects.filter(determination__in=determinations))
    bundle.rows(Strike.objects.filter(determination__in=determinations))
    notes = Note.objects.filter(case=case)
    bundle.rows(notes)
    bundle.rows(NoteReader.objects.filter(note__in=notes))
    bundle.rows(Finding.objects.filter(case=case))
    passings = Passing.objects.filter(case=case)
    bundle.rows(passings)
    bundle.rows(PassedEvidence.objects.filter(passing__in=passings))
    bundle.rows(PassingReply.objects.filter(passing__in=passings))
    bundle.rows(Recipient.objects.filter(passings__in=passings).distinct())
    bundle.rows(Attempt.objects.filter(item__in=passings.values("pk")))
    bundle.rows(Reliance.objects.filter(determination__in=determinations))
    citations = Citation.objects.filter(determination__in=determinations).select_related("version__policy", "provision")
    bundle.rows(citations)
    measures = Measure.objects.filter(case=case).select_related("remedy__version__policy")
    _add_measures(bundle, list(measures))
    _add_appeals(bundle, case, by)
    add_credits(bundle, list(determinations))
    cited: dict[object, PolicyVersion] = {
        version.pk: version
        for version in chain((one.version for one in citations), (one.remedy.version for one in measures))
    }
    provisions = [one.provision_id for one in citations if one.provision_id] + [one.remedy_id for one in measures]
    bundle.rows(PostedProvision.objects.filter(pk__in=provisions))
    versions = sorted(cited.values(), key=lambda version: (version.policy.slug, version.effective_at))
    add_versions(bundle, versions, customer=case.customer, reseller=reseller)
    told = Q(pk__in=[])
    for kind, rows in bundle.records.items():
        if kind.startswith(("cases.", "holds.", "appeals.", "credits.")):
            told |= Q(subject_type=kind, subject_id__in=list(rows))
    add_notices(bundle, Notice.objects.filter(told), customer=case.customer)


def _add_reports(bundle: Bundle, case: Case, by: User | None) -> None:
    reports = Report.objects.filter(cases=case)
    bundle.rows(reports)
    for reporter in Reporter.objects.filter(report__in=reports):
        if reporter.name or reporter.email:
            bundle.reporters[str(reporter.pk)] = {"name": reporter.name, "email": reporter.email}
    bundle.rows(Addition.objects.filter(report__in=reports))
    bundle.rows(Complaint.objects.filter(report__in=reports))
    opens = by is None or may(by, Permission.OPEN_EVIDENCE)
    for evidence in Evidence.objects.filter(report__in=reports).select_related("report"):
        if not opens:
            bundle.row(evidence)
            bundle.withheld.append(
                _("the sealed file %s: only an evidence custodian may open and export it") % evidence.digest
            )
            continue
        try:
            file = bundle.file(f"evidence/{evidence.digest}.bytes", open_evidence(by=by, evidence=evidence))
        except Refused as refused:
            bundle.row(evidence)
            bundle.withheld.append(f"{evidence.digest}: {refused.sentence}")
        else:
            bundle.row(evidence, {"digest": file})


def _add_authorizations(bundle: Bundle, case: Case) -> None:
    """Everything that the customer was authorized to do, and what it asked for (R14)."""
    bundle.rows(AuthorizationRequest.objects.filter(customer=case.customer_id))
    for authorization in Authorization.objects.filter(customer=case.customer_id):
        add_document(bundle, authorization, "authorizations")


def _add_metered(bundle: Bundle, case: Case) -> None:
    """What the service may use, and the usage past it that the case was opened from (R15)."""
    bundle.rows(Allowance.objects.filter(service=case.service_id))
    proposals = CaseProposal.objects.filter(case=case).select_related("allowance")
    bundle.rows(proposals)
    for one in proposals:
        used = Usage.objects.filter(service=one.allowance.service_id, resource=one.allowance.resource)
        bundle.rows(used.filter(starts_at__gte=one.period_start, starts_at__lt=one.period_end))


def _add_measures(bundle: Bundle, measures: list[Measure]) -> None:
    bundle.rows(measures)
    bundle.rows(MeasuredService.objects.filter(measure__in=measures))
    bundle.rows(Service.objects.filter(measured__measure__in=measures).distinct())
    bundle.rows(MeasureApproval.objects.filter(measure__in=measures))
    bundle.rows(Extension.objects.filter(measure__in=measures))
    holds = Hold.objects.filter(measure__in=measures)
    bundle.rows(holds)
    calls = ProvisioningCall.objects.filter(hold__in=holds)
    bundle.rows(calls)
    bundle.rows(Attempt.objects.filter(item__in=calls.values("pk")))
    for statement in StatementOfReasons.objects.filter(measure__in=measures):
        file = bundle.file(f"statements/S-{statement.number}.json", entries.canonical_bytes(statement.content))
        bundle.row(statement, {"digest": file})


def _add_appeals(bundle: Bundle, case: Case, by: User | None) -> None:
    """Appeals against its determinations and measures, what was written about them, with files, and the decisions."""
    appeals = Appeal.objects.filter(Q(determination__case=case) | Q(measure__case=case))
    bundle.rows(appeals)
    bundle.rows(AppealMessage.objects.filter(appeal__in=appeals))
    bundle.rows(AppealDecision.objects.filter(appeal__in=appeals))
    for evidence in AppealEvidence.objects.filter(appeal__in=appeals):
        try:
            file = bundle.file(f"evidence/{evidence.digest}.bytes", open_appeal_evidence(by=by, evidence=evidence))
        except Refused as refused:
            bundle.row(evidence)
            bundle.withheld.append(f"{evidence.digest}: {refused.sentence}")
        else:
            bundle.row(evidence, {"digest": file})
