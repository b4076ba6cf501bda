"""Reads of the conversation about an appeal: its messages and files, who speaks for which side, what may be removed."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext as _

from enforcement.appeals.models import Appeal, AppealEvidence, AppealMessage, Side
from enforcement.appeals.queries import kept_by_appeals
from enforcement.appeals.rules import OPEN
from enforcement.cases.models import Case, CaseStatus
from enforcement.reports.custody.queries import stored, why_kept
from enforcement.reports.models import Report
from tenants.customers.models import Capacity, Customer, Membership
from tenants.resellers.refusals import Refused


def messages() -> QuerySet[AppealMessage]:
    """Returns every message with its files, in the order in which they were written."""
    rows = AppealMessage.objects.select_related("appeal").prefetch_related("evidence")
    return rows.order_by("written_at", "pk")


def files() -> QuerySet[AppealEvidence]:
    """Returns every file that came with an appeal, the oldest first."""
    return AppealEvidence.objects.select_related("appeal", "message").order_by("received_at", "pk")


def speaking_for(appeal: Appeal) -> set[uuid.UUID]:
    """Returns the pseudonyms of who is on the customer's side: who filed it, and who acts for the customer now."""
    acting = Membership.objects.filter(customer=appeal.customer_id, until=None)
    return {appeal.filed_by, *acting.values_list("user__pseudonym", flat=True)}


def told_of(appeal: Appeal) -> QuerySet[Membership]:
    """Returns who is mailed of what the company writes: representatives, and account users who wrote themselves."""
    acting = Membership.objects.filter(customer=appeal.customer_id, until=None, user__is_active=True)
    wrote = AppealMessage.objects.filter(appeal=appeal, side=Side.CUSTOMER).values("written_by")
    return acting.filter(capacity=Capacity.REPRESENTATIVE) | acting.filter(user__pseudonym__in=wrote)


def unanswered() -> QuerySet[AppealMessage]:
    """Returns the customer's last message about each open appeal that the company has not written after."""
    later = AppealMessage.objects.filter(appeal=OuterRef("appeal"), written_at__gt=OuterRef("written_at"))
    rows = AppealMessage.objects.filter(side=Side.CUSTOMER, appeal__status__in=OPEN).exclude(Exists(later))
    return rows.select_related("appeal__customer").order_by("written_at", "pk")


def filed(appeal: Appeal) -> tuple[int, int]:
    """Returns how many files were sent with an appeal, and their bytes."""
    rows = AppealEvidence.objects.filter(appeal=appeal)
    return rows.count(), rows.aggregate(size=Sum("size"))["size"] or 0


def sealed(appeal: Appeal) -> bool:
    """Whether what belongs to its case must not be looked at: then nobody but a custodian opens its files."""
    return Report.objects.filter(cases=appeal.case, sealed=True).exists()


def content_of(evidence: AppealEvidence) -> bytes:
    """Returns the bytes as they came. Raises Refused: `evidence_removed` (410), `evidence_altered`."""
    if evidence.removed_at is not None:
        sentence = _("This file was removed on %s, when its time was over.")
        raise Refused("evidence_removed", sentence % evidence.removed_at.date(), status=410)
    return stored(evidence)


def due_to_be_removed(*, at: dt.datetime, days: int) -> QuerySet[AppealEvidence]:
    """Returns the files of appeals that were closed more than `days` ago (0: none), the oldest first."""
    if not days:
        return AppealEvidence.objects.none()
    closed = AppealEvidence.objects.filter(removed_at=None, appeal__status_at__lt=at - dt.timedelta(days=days))
    rows = closed.exclude(appeal__status__in=OPEN)
    return rows.select_related("appeal__measure__case", "appeal__determination__case").order_by("received_at", "pk")


def kept_because(evidence: AppealEvidence, at: dt.datetime) -> list[str]:
    """Returns why the file may not be removed at `at` (UTC): what keeps any file of its case keeps it too."""
    case = evidence.appeal.case
    reasons = [] if case.status == CaseStatus.CLOSED else [_("The case %s is not closed.") % case]
    for report in Report.objects.filter(cases=case).order_by("number"):
        reasons += why_kept(report, at)
        if report.evidence.filter(removal=None).exists():
            reasons.append(_("The evidence of the report %s is kept.") % report)
    return list(dict.fromkeys([*reasons, *kept_by_appeals(Case.objects.filter(pk=case.pk), at)]))


def files_to_delete() -> QuerySet[AppealEvidence]:
    """Returns the removed files that may still lie in the storage, the oldest first."""
    return AppealEvidence.objects.filter(removed_at__isnull=False, file_gone_at=None).order_by("removed_at", "pk")


def customers_files(customers: Iterable[Customer]) -> QuerySet[AppealEvidence]:
    """Returns the files of these customers' appeals, whoever sent them."""
    return files().filter(appeal__customer__in=customers)
