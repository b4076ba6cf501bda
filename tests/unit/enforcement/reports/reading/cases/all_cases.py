"""Every mail in plain words."""

from tests.unit.enforcement.reports.reading.cases import (
    doubtful,
    hosters,
    kinds_of_fault,
    last_strangers,
    logs,
    more_strangers,
    notices,
    people,
    scripts,
    services,
    strangers,
)

_GROUPS = (
    people,
    scripts,
    services,
    doubtful,
    logs,
    hosters,
    notices,
    strangers,
    more_strangers,
    last_strangers,
    kinds_of_fault,
)
CASES = tuple(case for group in _GROUPS for case in group.CASES)
