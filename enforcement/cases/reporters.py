"""What reporters are told of the cases that their reports are part of; never who the customer is (R11)."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from enforcement.cases.findings.queries import outcome_for
from enforcement.cases.models import Case, CaseStatus, Determination
from enforcement.cases.queries import effective_at, measurable
from enforcement.reports.events import Told
from enforcement.reports.models import Report


def told_of_cases(report: Report, _at: dt.datetime) -> Iterator[Told]:
    """Yields what was found in the report's cases, or not found."""
    for case in Case.objects.filter(reports=report, merged_into=None):
        found = list(Determination.objects.filter(case=case))
        standing = measurable(found)
        for one in found:
            begun = effective_at(one)
            if one.pk in standing and begun is not None:
                yield Told(begun, _("We found a violation"))
        if case.status == CaseStatus.CLOSED and case.closed_at and not standing:
            yield Told(case.closed_at, _("The case was closed without a violation being found"))


def result_of(report: Report) -> str:
    """Returns what came of the report's case, as a code: `violation`, what was found instead, or `closed`; else ""."""
    cases = list(Case.objects.filter(reports=report, merged_into=None))
    if measurable(list(Determination.objects.filter(case__in=cases))):
        return "violation"
    found = outcome_for(report)
    if found is not None:
        return found.code
    return "closed" if cases and all(case.status == CaseStatus.CLOSED for case in cases) else ""
