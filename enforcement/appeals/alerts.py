"""What of appeals waits for somebody: to be decided, to be answered, and what an appeal sent back to who decided."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.appeals.actions import decide_appeal
from enforcement.appeals.conversation.actions import write_as_staff
from enforcement.appeals.conversation.queries import speaking_for, unanswered
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.appeals.rules import OPEN
from enforcement.appeals.third_persons import not_third_to
from enforcement.cases.actions import determine
from enforcement.cases.models import CaseStatus, Determination, Finding
from tenants.alerts.models import Kind
from tenants.alerts.sources import MOST, Source, Waiting
from tenants.people.models import User


def _appealed(_at: dt.datetime) -> Iterator[Waiting]:
    rows = Appeal.objects.filter(status__in=OPEN).select_related("customer", "determination", "measure__determination")
    found = list(rows.order_by("filed_at", "number")[:MOST])
    people = not_third_to(found)
    for one in found:
        yield Waiting(
            one.pk,
            one.filed_at,
            f"{one}, {one.customer}",
            reverse("desk-appeal", args=[one.pk]),
            not_for=people[one.pk],
            by=one.filed_by,
        )


def _unanswered(_at: dt.datetime) -> Iterator[Waiting]:
    """Yields the customer's last message about each appeal, until the company writes or the appeal is closed."""
    for one in unanswered()[:MOST]:
        appeal = one.appeal
        yield Waiting(
            one.pk,
            one.written_at,
            _("%(appeal)s, %(customer)s: a message") % {"appeal": appeal, "customer": appeal.customer},
            f"{reverse('desk-appeal', args=[appeal.pk])}#conversation",
            not_for=frozenset(speaking_for(appeal)),
            by=one.written_by,
        )


def _returned(_at: dt.datetime) -> Iterator[Waiting]:
    """Yields what an appeal took away, for who decided it, until its case goes on or is closed."""
    rows = AppealDecision.objects.filter(outcome=Outcome.OVERTURNED, determination__isnull=False)
    case, since = OuterRef("determination__case"), OuterRef("reviewed_at")
    rows = rows.exclude(Exists(Determination.objects.filter(case=case, decided_at__gte=since)))
    rows = rows.exclude(Exists(Finding.objects.filter(case=case, found_at__gte=since)))
    rows = rows.exclude(determination__case__status=CaseStatus.CLOSED)
    found = list(rows.select_related("appeal__customer", "determination__case").order_by("reviewed_at", "pk")[:MOST])
    people = {one.pseudonym: one for one in User.objects.filter(pseudonym__in={one.decided_by for one in found})}
    for one in found:
        person, determination = people.get(one.decided_by), one.determination
        if person is not None and determination is not None:
            title = _("Overturned on appeal: %s") % f"{determination.case}, {one.appeal.customer}"
            path = reverse("desk-case", args=[determination.case_id])
            yield Waiting(one.pk, one.reviewed_at, title, path, person=person, by=one.reviewed_by)


SOURCES = (
    Source(Kind.APPEALED, "appeals.appeal", decide_appeal, _appealed),
    Source(Kind.APPEALED, "appeals.appealmessage", write_as_staff, _unanswered),
    Source(Kind.RETURNED, "appeals.appealdecision", determine, _returned),
)
