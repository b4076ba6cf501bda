"""What a modified appeal puts in the place of what it took away; who reviews has asked its own permission."""

import datetime as dt
from collections.abc import Collection
from typing import NotRequired, TypedDict

from enforcement.appeals.models import Appeal
from enforcement.cases.actions import determine, reopen_case
from enforcement.cases.actions.determinations import Said
from enforcement.cases.models import Case, CaseStatus, Determination
from enforcement.holds.actions import propose_measure
from enforcement.holds.models import Measure, MeasureKind
from tenants.customers.models import Service
from tenants.people.models import User


class Anew(Said):
    """What is determined instead, as `determine` takes it."""


class Milder(TypedDict):
    """What is proposed instead of a measure, as `propose_measure` takes it."""

    kind: MeasureKind
    services: NotRequired[Collection[Service]]
    starts_at: NotRequired[dt.datetime | None]
    ends_at: NotRequired[dt.datetime | None]
    without_notice: NotRequired[bool]
    ground: NotRequired[str]
    restricts: NotRequired[str]
    restricts_detail: NotRequired[str]


def determine_instead(appeal: Appeal, anew: Anew, *, by: User, reasons: str) -> Determination:
    """Determines in the same case, or the one it was merged into; opened again where it was closed."""
    case = Case.objects.get(pk=appeal.case.pk)
    case = case.merged_into or case
    if case.status == CaseStatus.CLOSED:
        case = reopen_case.act(by=by, case=case, reason=reasons)
    return determine.act(by=by, case=case, **anew)


def propose_instead(appeal: Appeal, milder: Milder, *, by: User) -> Measure:
    """Proposes another measure on the same determination, which stands."""
    assert appeal.at_issue is not None  # an interim suspension is not modified
    return propose_measure.act(by=by, determination=appeal.at_issue, **milder)
