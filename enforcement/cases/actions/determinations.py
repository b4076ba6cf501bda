"""Determining a violation and approving another person's determination (R9, R12, R13, R18)."""

import datetime as dt
from collections.abc import Collection
from typing import NotRequired, TypedDict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.cases.citations import cited, version_for, words_for
from enforcement.cases.models import (
    Actor,
    Against,
    Approval,
    Basis,
    Case,
    CaseStatus,
    Citation,
    Conduct,
    Determination,
    Intent,
    Reliance,
)
from enforcement.cases.rules import WORKABLE, before, needs_approval, owes_rationale
from enforcement.cases.strikes.actions import give_strike
from enforcement.reports.following.outbox import queue_outcome
from enforcement.reports.models import Evidence
from policies.versions.company import this_reseller
from policies.versions.models import PostedProvision
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Deviation
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused


class Said(TypedDict):
    """What a determination says, as `determine` takes it."""

    citations: Collection[PostedProvision]
    actor: str
    intent: Intent
    conduct: Conduct
    act_started_at: dt.datetime
    act_ended_at: dt.datetime
    facts: str
    rationale: NotRequired[str]
    despite_authorization: NotRequired[str]
    actor_kind: NotRequired[Actor]
    against: NotRequired[Against]
    ground: NotRequired[Basis]
    evidence: NotRequired[Collection[Evidence]]
    added: NotRequired[Collection[Deviation]]


@verb(Permission.WORK_CASES)
@transaction.atomic
def determine(
    *,
    by: User,
    case: Case,
    citations: Collection[PostedProvision],
    actor: str,
    intent: Intent,
    conduct: Conduct,
    act_started_at: dt.datetime,
    act_ended_at: dt.datetime,
    facts: str,
    rationale: str = "",
    despite_authorization: str = "",
    actor_kind: Actor = Actor.ACCOUNT_USER,
    against: Against = Against.OTHERS,
    ground: Basis = Basis.POLICY,
    evidence: Collection[Evidence] = (),
    added: Collection[Deviation] = (),
) -> Determination:
    """Determines a violation; instants are aware. One that cites discretion takes effect once another approves (R18).

    A provision that the customer's agreement replaced is cited by the replaced words; `added` are provisions that it
    added.
    Raises Refused: `case_closed` (409); `actor`, `facts`, `span`, `in_the_future`, `nothing_bound`, `nothing_cited`,
    `not_in_force`, `not_applied`, `rationale_missing`, `evidence` (422), and `authorized` (422) where the act falls
    inside an authorization of what is cited, and `despite_authorization` does not say why it is a violation (R14).
    """
    if not actor.strip():
        raise Refused("actor", _("Say who acted; the customer answers for any user of its account (R2)."), status=422)
    if not facts.strip():
        raise Refused("facts", _("State the facts: the customer reads them in the statement of reasons."), status=422)
    if act_ended_at < act_started_at:
        raise Refused("span", _("The act cannot have ended before it started."), status=422)
    locked = _locked(case)
    at = clock.now()
    if act_ended_at > at:
        raise Refused("in_the_future", _("Only what has happened can be determined: times are in UTC."), status=422)
    customer, start, end = locked.customer, act_started_at, act_ended_at
    rules = cited(citations, added, customer=customer, start=start, end=end)
    if owes_rationale(rules) and not rationale.strip():
        sentence = _("A general clause, or one left to discretion, owes a written rationale.")
        raise Refused("rationale_missing", sentence, status=422)
    determination = Determination.objects.create(
        case=locked,
        customer=locked.customer,
        service=locked.service,
        actor=actor.strip(),
        actor_kind=actor_kind,
        against=against,
        ground=ground,
        intent=intent,
        conduct=conduct,
        act_started_at=act_started_at,
        act_ended_at=act_ended_at,
        facts=facts,
        rationale=rationale,
        despite_authorization=despite_authorization.strip(),
        needs_approval=needs_approval(rules),
        appeal_days=this_reseller().appeal_days,
        decided_by=by.pseudonym,
        decided_at=at,
    )
    instead = words_for(citations, customer=customer, start=start, end=end)
    cites = [
        Citation(
            determination=determination,
            version=one.version,
            provision=one,
            deviation=words,
            digest=words.digest if words else one.digest,
        )
        for one in citations
        for words in [instead[one.pk]]
    ]
    cites += [
        Citation(
            determination=determination,
            version=version_for(one, start=start, end=end),
            deviation=one,
            digest=one.digest,
        )
        for one in added
    ]
    try:
        with transaction.atomic():
            Citation.objects.bulk_create(cites)
            Reliance.objects.bulk_create(
                Reliance(determination=determination, evidence=one, digest=one.digest) for one in evidence
            )
    except IntegrityError as error:
        raise _refusal_of(error) from error
    record(
        verb="determination.decided",
        at=at,
        by=by.pseudonym,
        subject=determination,
        facts={
            "case": locked.number,
            "needs_approval": determination.needs_approval,
            "cites": [{"version": one.version.number, "key": one.key, "digest": one.digest} for one in cites],
            "actor_kind": actor_kind,
            "against": against,
            "ground": ground,
            "evidence": sorted(one.digest for one in evidence),
            "act": [act_started_at.isoformat(), act_ended_at.isoformat()],
        },
        personal={
            "actor": actor,
            "facts": facts,
            **({"rationale": rationale} if rationale else {}),
            **({"despite_authorization": despite_authorization} if despite_authorization else {}),
        },
    )
    if determination.needs_approval:
        Case.objects.filter(pk=locked.pk, status=CaseStatus.OPEN).update(status=CaseStatus.INVESTIGATING)
    else:
        _take_effect(determination, by=by, at=at)
    tell(Kind.TO_APPROVE, Kind.OVERDUE)
    return determination


@verb(Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def approve_determination(*, by: User, determination: Determination) -> Approval:
    """Approves what another person decided, which gives it effect (invariant 6).

    Raises Refused: `not_allowed` (403); `same_person`, `not_independent`, `acts_for_customer`, `no_approval_needed`,
    `approved_already`, `case_closed` (409).
    """
    _locked(determination.case)
    at = clock.now()
    if not determination.needs_approval:
        raise Refused("no_approval_needed", _("This determination took effect without an approval."))
    if by.pseudonym == determination.decided_by:
        sentence = _("You decided this yourself: another person has to approve it.")
        raise Refused("same_person", sentence)
    if Approval.objects.filter(determination=determination).exists():
        raise Refused("approved_already", _("This determination is approved already."))
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                determination=determination,
                decided_by=determination.decided_by,
                approved_by=by.pseudonym,
                approved_at=at,
            )
    except IntegrityError as error:
        raise _refusal_of(error) from error
    facts = {"case": determination.case.number}
    record(verb="determination.approved", at=at, by=by.pseudonym, subject=determination, facts=facts)
    _take_effect(determination, by=by, at=at)
    tell(Kind.TO_APPROVE, Kind.OVERDUE)
    return approval


def _refusal_of(error: IntegrityError) -> Refused:
    if violated(error) == "approver_is_independent":
        sentence = _("Who decided this invited you, or gave you the role: ask somebody else to approve.")
        return Refused("not_independent", sentence)
    if violated(error) in {"approver_acts_not_for_customer", "approver_filed_no_appeal"}:
        sentence = _("You act or acted for this customer, so somebody else approves what is determined about it.")
        return Refused("acts_for_customer", sentence)
    if violated(error) == "determination_despite_authorization":
        sentence = _("This falls inside an authorization: say why it is a violation all the same (R14).")
        return Refused("authorized", sentence, status=422)
    if violated(error) == "reliance_on_the_case":
        sentence = _("Rely only on files that came with reports of this case.")
        return Refused("evidence", sentence, status=422)
    raise error


def _locked(case: Case) -> Case:
    """Returns the case with its row locked, as long as it may be worked on."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("customer", "service").get(pk=case.pk)
    if locked.status not in WORKABLE:
        raise Refused("case_closed", _("The case %s is closed. Reopen it first.") % locked)
    return locked


def _take_effect(determination: Determination, *, by: User, at: dt.datetime) -> None:
    Case.objects.filter(pk=determination.case_id, status__in=before(CaseStatus.DETERMINED)).update(
        status=CaseStatus.DETERMINED
    )
    give_strike(by=by, determination=determination, at=at)
    queue_outcome(determination.case.reports.select_related("reporter"), at=at)
