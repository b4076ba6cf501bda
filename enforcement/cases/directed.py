"""What an act was directed at, as its reports say it (R16)."""

from collections.abc import Iterable
from typing import Final

from enforcement.cases.models import Against
from enforcement.reports.models import Report
from enforcement.reports.reading.protected import Protected
from enforcement.reports.subjects import is_own

_AGAINST: Final = {
    Protected.WEBSITE: Against.COMPANY_WEBSITE,
    Protected.EQUIPMENT: Against.COMPANY_EQUIPMENT,
    Protected.SOFTWARE: Against.COMPANY_SOFTWARE,
    Protected.OTHERS: Against.THIRD_PARTY_EQUIPMENT,
}


def directed_at(reports: Iterable[Report]) -> Against:
    """Returns what the first of the reports that says so names; a page or host of the company's is its website."""
    for target in (one["target"] for report in reports for one in report.targets):
        if target in _AGAINST:
            return _AGAINST[Protected(target)]
        if is_own(target):
            return Against.COMPANY_WEBSITE
    return Against.OTHERS
