"""What the case page shows of appeals, and what of them waits for somebody."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from enforcement.appeals.actions import decide_appeal
from enforcement.appeals.models import Appeal, AppealDecision, Outcome
from enforcement.appeals.rules import OPEN
from enforcement.appeals.third_persons import not_third, not_third_to
from enforcement.cases.actions import determine
from enforcement.cases.models import Case, CaseStatus, Determination, Finding
from enforcement.cases.work.panels import Link
from enforcement.cases.work.rail import APPEAL, Act, Stage
from tenants.alerts.models import Kind
from tenants.alerts.sources import MOST, Source, Waiting
from tenants.people.models import User


def stages(case: Case, _standing: Sequence[Determination], _at: dt.datetime) -> Iterable[Stage]:
    """Yields the stage of appeals: one to decide first, else the last there was."""
    about = Q(determination__case=case) | Q(measure__case=case)
    appeals = list(Appeal.objects.filter(about).select_related("decision").order_by("filed_at"))
    if not appeals:
        return
    waiting = next((one for one in appeals if one.status in OPEN), None)
    last = waiting or appeals[-1]
    url = reverse("desk-appeal", args=[last.pk])
    if waiting is not None:
        act = Act(_("Decide the appeal"), url, decide_appeal, not_for=not_third(waiting))
        yield Stage(APPEAL, "now", f"{last}: {last.get_status_display()}", url, act)
        return
    decision = getattr(last, "decision", None)
    outcome = decision.get_outcome_display() if decision else last.get_status_display()
    yield Stage(APPEAL, "done", f"{last}: {outcome}", url)


def links(case: Case) -> Iterable[Link]:
    """Yields the list of the customer's appeals."""
    query = f"?{urlencode({'customer': case.customer.name})}"
    yield Link(_("Appeals"), "desk-appeals", query, Appeal.objects.filter(customer=case.customer_id).count())


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
    Source(Kind.RETURNED, "appeals.appealdecision", determine, _returned),
)
