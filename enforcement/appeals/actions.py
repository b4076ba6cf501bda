"""Filing, reviewing, deciding, dismissing and withdrawing appeals."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.appeals import events
from enforcement.appeals.models import Appeal, AppealDecision, AppealStatus, Outcome
from enforcement.appeals.queries import deadline, may_still_file, not_third
from enforcement.appeals.rules import OPEN, before
from enforcement.cases.models import Case, Determination
from enforcement.holds.actions.measures import end_overturned
from enforcement.holds.models import Measure
from enforcement.reports.numbering import next_number
from policies.notices.actions import announce
from tenants.customers.models import Capacity, Customer, Membership, Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

DECIDED = "appeal_decided"


@transaction.atomic
def file_appeal(*, by: User, customer: Customer, determination: Determination, words: str) -> Appeal:
    """A representative says that a determination about the customer is wrong.

    Raises Refused: `not_representative` (403), `not_yours` (404), `words` (422), `not_effective`, `too_late`,
    `appealed_already` (409).
    """
    _require_representative(by, customer)
    if determination.customer_id != customer.pk:
        raise Refused("not_yours", _("There is no such determination about you."), status=404)
    if not words.strip():
        raise Refused("words", _("Say why the determination is wrong."), status=422)
    _lock(determination)
    number = next_number(Appeal)
    at = clock.now()
    until = deadline(determination)
    if until is None:
        raise Refused("not_effective", _("This determination has no effect yet, so there is nothing to appeal."))
    taken = Appeal.objects.filter(determination=determination, status__in=[*OPEN, AppealStatus.DECIDED])
    if taken.exists():
        raise Refused("appealed_already", _("This determination was appealed already."))
    if not may_still_file(determination, at):
        sentence = _("The time to appeal ended on %s.") % f"{until.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
        raise Refused("too_late", sentence, details={"deadline": until.isoformat()})
    appeal = Appeal.objects.create(
        number=number,
        determination=determination,
        customer=customer,
        words=words.replace("\0", ""),
        filed_by=by.pseudonym,
        filed_at=at,
        status=AppealStatus.FILED,
        status_at=at,
    )
    facts = {"number": number, "determination": str(determination.pk)}
    record(verb="appeal.filed", at=at, by=by.pseudonym, subject=appeal, facts=facts, personal={"words": words})
    return appeal


@transaction.atomic
def withdraw_appeal(*, by: User, appeal: Appeal) -> Appeal:
    """The customer takes the appeal back; in time it may file another. Raises Refused: `appeal_state`."""
    _require_representative(by, appeal.customer)
    _lock(appeal.determination)
    at = clock.now()
    _move(appeal, AppealStatus.WITHDRAWN, at)
    record(verb="appeal.withdrawn", at=at, by=by.pseudonym, subject=appeal, facts={"number": appeal.number})
    return appeal


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def take_appeal(*, by: User, appeal: Appeal) -> Appeal:
    """A third person takes it into review (invariant 6). Raises Refused: `took_part`, `appeal_state`."""
    _lock(appeal.determination)
    at = clock.now()
    _require_third_person(by, appeal)
    _move(appeal, AppealStatus.IN_REVIEW, at)
    record(verb="appeal.in_review", at=at, by=by.pseudonym, subject=appeal, facts={"number": appeal.number})
    return appeal


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def dismiss_appeal(*, by: User, appeal: Appeal, reasons: str) -> Appeal:
    """A third person finds that it cannot be heard; the determination stands. Raises Refused like `take_appeal`."""
    _require_reasons(reasons)
    _lock(appeal.determination)
    at = clock.now()
    _require_third_person(by, appeal)
    _move(appeal, AppealStatus.INADMISSIBLE, at, dismissed_because=reasons.strip())
    facts, personal = {"number": appeal.number}, {"reason": reasons}
    record(verb="appeal.dismissed", at=at, by=by.pseudonym, subject=appeal, facts=facts, personal=personal)
    _tell(appeal, by=by, at=at, outcome=AppealStatus.INADMISSIBLE, label=_("Inadmissible"), reasons=reasons)
    return appeal


@verb(Permission.REVIEW_APPEALS)
@transaction.atomic
def decide_appeal(
    *,
    by: User,
    appeal: Appeal,
    outcome: Outcome,
    reasons: str,
    covers_from: dt.datetime | None = None,
    covers_until: dt.datetime | None = None,
) -> AppealDecision:
    """A third person upholds, overturns or modifies the determination (invariant 6); nobody decides twice.

    Overturned: every measure on it ends now, its hold is lifted, and what listens to `events.decided` follows (R10).
    Modified: it goes on covering `covers_from` until `covers_until` (aware); measures end once that is past.
    Raises Refused: `took_part`, `appeal_state` (409); `reasons`, `covers` (422).
    """
    _require_reasons(reasons)
    if outcome is not Outcome.MODIFIED:
        covers_from = covers_until = None
    elif covers_from is None or covers_until is None or covers_until <= covers_from:
        sentence = _("Say from when until when the determination still covers the violation.")
        raise Refused("covers", sentence, status=422)
    _lock(appeal.determination)
    at = clock.now()
    _require_third_person(by, appeal)
    _move(appeal, AppealStatus.DECIDED, at)
    decision = AppealDecision.objects.create(
        appeal=appeal,
        determination=appeal.determination,
        outcome=outcome,
        reasons=reasons.strip(),
        covers_from=covers_from,
        covers_until=covers_until,
        decided_by=appeal.determination.decided_by,
        reviewed_by=by.pseudonym,
        reviewed_at=at,
    )
    record(
        verb="appeal.decided",
        at=at,
        by=by.pseudonym,
        subject=appeal,
        facts={
            "number": appeal.number,
            "outcome": outcome,
            "determination": str(appeal.determination_id),
            "covers": [covers_from.isoformat(), covers_until.isoformat()] if covers_from and covers_until else None,
        },
        personal={"reason": reasons},
    )
    if outcome is Outcome.OVERTURNED or (covers_until is not None and covers_until <= at):
        for measure in Measure.objects.filter(determination=appeal.determination_id).order_by("proposed_at"):
            end_overturned(by=by, measure=measure)
    for listener in events.decided:
        listener(decision=decision, at=at, by=by)
    _tell(appeal, by=by, at=at, outcome=outcome, label=str(outcome.label), reasons=reasons)
    return decision


def _require_representative(by: User, customer: Customer) -> None:
    acts = Membership.objects.filter(user=by, customer=customer, until=None, capacity=Capacity.REPRESENTATIVE)
    if not acts.exists():
        sentence = _("Only a representative of the customer may do this; ask one of yours.")
        raise Refused("not_representative", sentence, status=403)


def _require_third_person(by: User, appeal: Appeal) -> None:
    if by.pseudonym in not_third(appeal):
        sentence = _("You took part in what is appealed, or act for the customer: a third person has to review it.")
        raise Refused("took_part", sentence)


def _require_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise Refused("reasons", _("Give the reasons: the customer reads them."), status=422)


def _lock(determination: Determination) -> None:
    """Others who work on the case, or on measures about any of the customer's services, wait until this is done."""
    Case.objects.select_for_update().get(pk=determination.case_id)
    rows = Service.objects.select_for_update().filter(customer=determination.customer_id)
    list(rows.order_by("pk").values_list("pk"))


def _move(appeal: Appeal, status: AppealStatus, at: dt.datetime, **changed: Any) -> None:
    rows = Appeal.objects.filter(pk=appeal.pk, status__in=before(status))
    moved = rows.update(status=status, status_at=at, **changed)
    appeal.refresh_from_db()
    if not moved:
        named = {"appeal": appeal, "status": appeal.get_status_display()}
        sentence = _("The appeal %(appeal)s is %(status)s: this cannot be done with it now.")
        raise Refused("appeal_state", sentence % named)


def _tell(appeal: Appeal, *, by: User, at: dt.datetime, outcome: str, label: str, reasons: str) -> None:
    announce(
        kind=DECIDED,
        by=by.pseudonym,
        at=at,
        subject=appeal,
        title=_("Your appeal %(appeal)s: %(outcome)s") % {"appeal": appeal, "outcome": label},
        path=reverse("my-appeal", args=[appeal.pk]),
        content={"appeal": str(appeal), "outcome": str(outcome), "label": label, "reasons": reasons.strip()},
        customers=Customer.objects.filter(pk=appeal.customer_id),
    )
