"""What the case page shows of appeals."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from enforcement.appeals.actions import decide_appeal
from enforcement.appeals.models import Appeal
from enforcement.appeals.rules import OPEN
from enforcement.appeals.third_persons import not_third
from enforcement.cases.models import Case, Determination
from enforcement.cases.work.panels import Link
from enforcement.cases.work.rail import APPEAL, Act, Stage


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
