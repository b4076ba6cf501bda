"""What the case page shows of measures and holds: how far they are, what comes next, and where the lists are."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from enforcement.cases.models import Case, CaseStatus, Determination
from enforcement.cases.work.panels import Link
from enforcement.cases.work.rail import MEASURE, Act, Stage
from enforcement.holds.actions import approve_measure, propose_measure
from enforcement.holds.models import Hold, Measure, MeasureStatus


def stages(case: Case, standing: Sequence[Determination], _at: dt.datetime) -> Iterable[Stage]:
    """Yields the stage of measures: one to approve first, then one to take, else what there is."""
    measures = list(Measure.objects.filter(case=case).select_related("determination").order_by("proposed_at"))
    url = f"{reverse('desk-measures')}?case={case.pk}"
    for measure in measures:
        if measure.status == MeasureStatus.PENDING_APPROVAL:
            act = Act(
                _("Approve the measure"),
                reverse("desk-measure-approve", args=[measure.pk]),
                approve_measure,
                not_for=proposers(measure),
            )
            yield Stage(MEASURE, "now", _("Waits for another person"), url, act)
            return
    active = [one for one in measures if one.status == MeasureStatus.ACTIVE]
    measured = {one.determination_id for one in measures if one.status != MeasureStatus.CANCELLED}
    bare = [one for one in standing if one.pk not in measured]
    if bare and case.status != CaseStatus.CLOSED and not active:
        act = Act(_("Take a measure"), reverse("desk-measure-propose", args=[bare[0].pk]), propose_measure)
        yield Stage(MEASURE, "now", _("None yet"), "", act)
    elif active:
        yield Stage(MEASURE, "done", str(active[-1].get_kind_display()), url)
    elif measures:
        yield Stage(MEASURE, "done", str(measures[-1].get_status_display()), url)


def proposers(measure: Measure) -> frozenset[uuid.UUID]:
    """Returns the pseudonyms of who may not approve it: they proposed it, or decided what it rests on."""
    people = {measure.proposed_by}
    if measure.determination is not None:
        people.add(measure.determination.decided_by)
    return frozenset(people)


def links(case: Case) -> Iterable[Link]:
    """Yields the lists of the service's measures and holds."""
    query = f"?{urlencode({'service': case.service.reference})}"
    measures = Measure.objects.filter(service=case.service_id).count()
    yield Link(_("Measures about the service"), "desk-measures", query, measures)
    yield Link(_("Holds of the service"), "desk-holds", query, Hold.objects.filter(service=case.service_id).count())
