"""Reads of appeals: until when one may be filed, who took part in what is appealed, the lists."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Max, QuerySet

from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus
from enforcement.appeals.rules import OPEN, TAKES_AWAY, in_time
from enforcement.cases.models import Approval, Case, Determination
from enforcement.cases.queries import effective_at, effective_ones
from enforcement.holds.models import Hold, Measure, MeasureApproval, StatementOfReasons
from enforcement.holds.queries import unlifted_holds
from policies.versions.company import this_reseller
from tenants.customers.models import Customer, Membership


def appeals() -> QuerySet[Appeal]:
    """Returns every appeal, those that wait first, the oldest of them on top."""
    rows = Appeal.objects.select_related("customer", "determination__case", "determination__service", "decision")
    return rows.order_by("-filed_at", "-number")


def of_customer(customer: Customer) -> QuerySet[Appeal]:
    """Returns the customer's appeals, the newest first."""
    return appeals().filter(customer=customer)


def deadline(determination: Determination) -> dt.datetime | None:
    """Until when it may be appealed (UTC): the last day that a statement of reasons promised, whatever is set now.

    Before any statement it is the tenant's days after it took effect; None while it has no effect.
    """
    begun = effective_at(determination)
    if begun is None:
        return None
    told = StatementOfReasons.objects.filter(measure__determination=determination).aggregate(last=Max("appeal_until"))
    return told["last"] or begun + dt.timedelta(days=this_reseller().appeal_days)


def hold_open(determination: Determination, at: dt.datetime) -> bool:
    """Whether a hold that rests on the determination stops a service at `at`, or will."""
    return unlifted_holds(at=at).filter(measure__determination=determination).exists()


def may_still_file(determination: Determination, at: dt.datetime) -> bool:
    """Whether an appeal filed at `at` (UTC) would be heard."""
    until = deadline(determination)
    return until is not None and in_time(deadline=until, hold_open=hold_open(determination, at), at=at)


def took_part(determination: Determination) -> set[uuid.UUID]:
    """Returns the pseudonyms of who decided or approved the determination, or proposed or approved a measure on it."""
    people = {determination.decided_by}
    people.update(Approval.objects.filter(determination=determination).values_list("approved_by", flat=True))
    people.update(Measure.objects.filter(determination=determination).values_list("proposed_by", flat=True))
    approvals = MeasureApproval.objects.filter(measure__determination=determination)
    people.update(approvals.values_list("approved_by", flat=True))
    return people


def not_third(appeal: Appeal) -> set[uuid.UUID]:
    """The pseudonyms of who may not review it: who took part, filed it, or acts for the customer now (invariant 6)."""
    acting = Membership.objects.filter(customer=appeal.customer_id, until=None)
    return took_part(appeal.determination) | {appeal.filed_by, *acting.values_list("user__pseudonym", flat=True)}


def appealable(customer: Customer, at: dt.datetime) -> list[tuple[Determination, dt.datetime | None]]:
    """Returns what the customer may appeal at `at` (UTC) with its deadline, the newest first."""
    taken = Appeal.objects.filter(status__in=[*OPEN, AppealStatus.DECIDED]).values("determination")
    rows = effective_ones().filter(customer=customer).exclude(pk__in=taken)
    rows = (
        rows.select_related("case", "service")
        .prefetch_related("citations__provision", "citations__deviation")
        .order_by("-decided_at")
    )
    return [(one, deadline(one)) for one in rows if may_still_file(one, at)]


def standing(determination: Determination) -> AppealDecision | None:
    """Returns how the determination was decided on appeal, if it was."""
    return AppealDecision.objects.filter(determination=determination).first()


def overturned_among(determinations: Iterable[Determination]) -> set[uuid.UUID]:
    """Returns the ids of those that an appeal overturned, whether or not another was made instead."""
    decided = AppealDecision.objects.filter(determination__in=determinations, outcome__in=TAKES_AWAY)
    return set(decided.values_list("determination_id", flat=True))


def belonging(case: Case) -> list[Appeal | Measure | Hold]:
    """Returns what the timeline of a case tells besides its own rows."""
    measures = Measure.objects.filter(determination__case=case)
    holds = Hold.objects.filter(measure__in=measures)
    return [*Appeal.objects.filter(determination__case=case), *measures, *holds]
