"""Which kind of act was taken, as reporters are told it; never against whom (R11)."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from enforcement.holds.models import Measure, MeasureKind, MeasureStatus
from enforcement.reports.events import Told
from enforcement.reports.models import Report

_WORDS = {
    MeasureKind.WARNING: _("Whoever answers for it was warned"),
    MeasureKind.RESTRICTION: _("The service was restricted"),
    MeasureKind.INTERIM: _("The service was suspended while we look into it"),
    MeasureKind.SUSPENSION: _("The service was suspended"),
    MeasureKind.TERMINATION: _("The service was terminated"),
    MeasureKind.REINSTATEMENT: _("The service was enabled again"),
}


def told_of_measures(report: Report, at: dt.datetime) -> Iterator[Told]:
    """Yields the measures that took effect by `at` (UTC) in the cases that the report is part of."""
    taken = Measure.objects.filter(case__reports=report, status__in=[MeasureStatus.ACTIVE, MeasureStatus.ENDED])
    for measure in taken.filter(starts_at__lte=at).distinct():
        yield Told(measure.starts_at, str(_WORDS[MeasureKind(measure.kind)]))
