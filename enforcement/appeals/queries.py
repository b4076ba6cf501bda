"""Reads of appeals: what may be appealed until when, who took part in it, what an appeal took away, the lists."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enforcement.appeals.models import Appeal, AppealDecision, AppealMessage, AppealStatus
from enforcement.appeals.rules import OPEN, TAKES_AWAY, in_time
from enforcement.appeals.third_persons import not_third
from enforcement.cases.models import Approval, Case, Determination
from enforcement.cases.queries import effective_at, effective_ones
from enforcement.holds.models import Hold, Measure, MeasureApproval, StatementOfReasons
from enforcement.holds.queries import unlifted_holds
from enforcement.reports.models import Report
from policies.notices.models import Notice
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tenants.resellers.refusals import Refused

#: The kind of notice that tells the customer of a decision.
DECIDED = "appeal_decided"
#: An appeal that stands so has been heard, or will be: what it is against is not appealed again.
HEARD = (*OPEN, AppealStatus.DECIDED)


def appeals() -> QuerySet[Appeal]:
    """Returns every appeal, the newest on top."""
    related = ("customer", "determination__case", "determination__service", "measure__service", "measure__case")
    rows = Appeal.objects.select_related(*related, "measure__determination__case", "decision__replacement__approval")
    return rows.prefetch_related("evidence").order_by("-filed_at", "-number")


def of_customer(customer: Customer) -> QuerySet[Appeal]:
    """Returns the customer's appeals, the newest first."""
    return appeals().filter(customer=customer)


def heard(against: Determination | Measure) -> Appeal | None:
    """Returns the appeal against it that is open or was decided."""
    return _against(against).filter(status__in=HEARD).select_related("decision").first()


def _against(against: Determination | Measure) -> QuerySet[Appeal]:
    if isinstance(against, Measure):
        return Appeal.objects.filter(measure=against)
    return Appeal.objects.filter(determination=against)


def deadline(against: Determination | Measure) -> dt.datetime | None:
    """Until when it may be appealed (UTC), as promised then, whatever is set now; None while it has no effect.

    A measure: the last day that its statements of reasons name. A determination: its own days after it took effect,
    or what a later statement promised.
    """
    if isinstance(against, Measure):
        return _last_promised(StatementOfReasons.objects.filter(measure=against))
    begun = effective_at(against)
    if begun is None:
        return None
    own = begun + dt.timedelta(days=against.appeal_days)
    return max(own, _last_promised(StatementOfReasons.objects.filter(measure__determination=against)) or own)


def _last_promised(statements: QuerySet[StatementOfReasons]) -> dt.datetime | None:
    last: dt.datetime | None = statements.aggregate(last=Max("appeal_until"))["last"]
    return last


def hold_open(against: Determination | Measure, at: dt.datetime) -> bool:
    """Whether a hold that rests on it stops a service at `at`, or will."""
    of_one = Q(measure=against) if isinstance(against, Measure) else Q(measure__determination=against)
    return unlifted_holds(at=at).filter(of_one).exists()


def why_not(against: Determination | Measure, at: dt.datetime) -> Refused | None:
    """Returns what an appeal filed at `at` (UTC) would be refused for; None where it would be heard."""
    until = deadline(against)
    if until is None:
        return Refused("not_effective", _("This has no effect yet, so there is nothing to appeal."))
    if heard(against) is not None:
        return Refused("appealed_already", _("This was appealed already."))
    if taken_away(against):
        return Refused("overturned_already", _("This was overturned on appeal already."))
    if not in_time(deadline=until, hold_open=hold_open(against, at), at=at):
        sentence = _("The time to appeal ended on %s.") % f"{until.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
        return Refused("too_late", sentence, details={"deadline": until.isoformat()})
    return None


def may_still_file(against: Determination | Measure, at: dt.datetime) -> bool:
    """Whether an appeal filed at `at` (UTC) would be heard."""
    return why_not(against, at) is None


def first_person(against: Determination | Measure) -> uuid.UUID:
    """Returns the pseudonym of who decided what is appealed, or what it rests on; or suspended for now."""
    if isinstance(against, Determination):
        return against.decided_by
    return against.determination.decided_by if against.determination else against.proposed_by


def took_part(appeal: Appeal) -> set[uuid.UUID]:
    """Returns the pseudonyms of who decided or approved the determination, or proposed or approved a measure on it.

    Of an interim suspension, which rests on none: of who suspended.
    """
    people = {first_person(appeal.against)}
    determination = appeal.at_issue
    if determination is not None:
        people.update(Approval.objects.filter(determination=determination).values_list("approved_by", flat=True))
        people.update(Measure.objects.filter(determination=determination).values_list("proposed_by", flat=True))
        approvals = MeasureApproval.objects.filter(measure__determination=determination)
        people.update(approvals.values_list("approved_by", flat=True))
    return people


def can_review(appeal: Appeal) -> bool:
    """Whether anybody here may review it: somebody with the role who is a third person to it."""
    reviewers = User.objects.filter(is_active=True, staff_roles__role=Role.APPEAL_REVIEWER)
    return reviewers.exclude(pseudonym__in=not_third(appeal)).exists()


@dataclass(frozen=True, slots=True)
class Appealable:
    """What a customer may appeal, and until when (UTC): a determination, a measure on one, or an interim suspension."""

    determination: Determination | None
    measure: Measure | None
    until: dt.datetime | None
    held: bool


def appealable(customer: Customer, at: dt.datetime) -> list[Appealable]:
    """Returns what the customer may appeal at `at` (UTC): the newest first, a determination before its measures.

    Interim suspensions, which rest on none, stand on top.
    """
    rows = effective_ones().filter(customer=customer).select_related("case", "service").order_by("-decided_at")
    measured = Measure.objects.filter(statements__isnull=False).distinct().select_related("service")
    interim = measured.filter(customer=customer, determination=None).order_by("-proposed_at")
    found = [
        Appealable(None, measure, deadline(measure), hold_open(measure, at))
        for measure in interim
        if may_still_file(measure, at)
    ]
    for one in rows:
        if may_still_file(one, at):
            found.append(Appealable(one, None, deadline(one), hold_open(one, at)))
        found += [
            Appealable(one, measure, deadline(measure), hold_open(measure, at))
            for measure in measured.filter(determination=one).order_by("proposed_at")
            if may_still_file(measure, at)
        ]
    return found


def taken_away(against: Determination | Measure) -> bool:
    """Whether an appeal took it away: one against it or, of a measure, against the determination it rests on."""
    if not isinstance(against, Measure):
        return bool(overturned_among([against]))
    decided = AppealDecision.objects.filter(outcome__in=TAKES_AWAY, determination=against.determination_id)
    return decided.filter(Q(measure=None) | Q(measure=against)).exists()


def keeping_evidence(report: Report, at: dt.datetime) -> list[str]:
    """Returns why appeals keep what came with a report: one is open, or may still be filed at `at` (UTC)."""
    return kept_by_appeals(Case.objects.filter(reports=report), at)


def kept_by_appeals(cases: QuerySet[Case], at: dt.datetime) -> list[str]:
    """Returns why appeals keep what belongs to these cases: one is open, or may still be filed at `at` (UTC)."""
    found = Determination.objects.filter(case__in=cases).select_related("case").order_by("decided_at")
    interim = Measure.objects.filter(case__in=cases, determination=None, statements__isnull=False)
    mine = Q(determination__in=found) | Q(measure__determination__in=found) | Q(measure__in=interim)
    open_ones = Appeal.objects.filter(mine, status__in=OPEN).order_by("number").distinct()
    reasons = [_("The appeal %s is not decided.") % appeal for appeal in open_ones]
    either: list[Determination | Measure] = [*interim.select_related("case").distinct().order_by("proposed_at")]
    for one in found:
        measures = Measure.objects.filter(determination=one, statements__isnull=False).select_related("case")
        either += [one, *measures.distinct().order_by("proposed_at")]
    for against in either:
        if may_still_file(against, at):
            until = deadline(against)
            said = {"case": against.case, "day": date_format(until, "j F Y") if until else ""}
            reasons.append(_("An appeal about %(case)s may be filed until %(day)s.") % said)
    return list(dict.fromkeys(reasons))


def overturned_among(determinations: Iterable[Determination]) -> set[uuid.UUID]:
    """Returns the ids of those that an appeal overturned, whether or not another was made instead."""
    decided = AppealDecision.objects.filter(determination__in=determinations, measure=None, outcome__in=TAKES_AWAY)
    return set(decided.values_list("determination_id", flat=True))


def standing_determinations() -> QuerySet[Determination]:
    """Returns those that have effect and that no appeal overturned."""
    decided = AppealDecision.objects.filter(measure=None, outcome__in=TAKES_AWAY)
    return effective_ones().exclude(pk__in=decided.values("determination"))


def measures_taken_away() -> QuerySet[AppealDecision, uuid.UUID]:
    """Returns the ids of those measures that an appeal against them took away."""
    decided = AppealDecision.objects.filter(measure__isnull=False, outcome__in=TAKES_AWAY)
    return decided.values_list("measure", flat=True)


def ended_by_appeal(measures: Iterable[Measure]) -> set[uuid.UUID]:
    """Returns the ids of those measures that an appeal against them took away."""
    decided = AppealDecision.objects.filter(measure__in=measures, outcome__in=TAKES_AWAY)
    return set(decided.values_list("measure", flat=True))


def undone(appeal: Appeal) -> list[str]:
    """Returns the sentences by which the customer was told what a won appeal undid."""
    notice = Notice.objects.filter(kind=DECIDED, subject_id=str(appeal.pk)).order_by("created_at").last()
    return list(notice.content.get("undone") or []) if notice else []


def belonging(case: Case) -> list[Model]:
    """Returns what the timeline of a case tells besides its own rows."""
    measures = Measure.objects.filter(case=case)
    holds = Hold.objects.filter(measure__in=measures)
    appealed = Appeal.objects.filter(Q(determination__case=case) | Q(measure__in=measures))
    decided = AppealDecision.objects.filter(appeal__in=appealed)
    written = AppealMessage.objects.filter(appeal__in=appealed)
    return [*appealed, *written, *decided, *measures, *holds]
