"""Proposing measures, suspending for now, and proposing to reinstate (R9)."""

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.cases.models import Case, CaseStatus, Determination
from enforcement.holds.actions.effects import take_effect
from enforcement.holds.actions.holds import lock_services, require_running
from enforcement.holds.actions.steps import fresh, lock_measure, move, refusal_of, remedy_now, require_effect
from enforcement.holds.kinds import KINDS, Kind, Planned, Undoing, kind_of
from enforcement.holds.models import Measure, MeasuredService, MeasureKind, MeasureStatus
from policies.versions.effective_terms import Remedy
from policies.versions.models import PostedProvision
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind as AlertKind
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused

MOST_SERVICES = 200
#: What rests on a determination; an interim suspension is of a case, a reinstatement of a termination.
ON_A_DETERMINATION = tuple(
    code for code, kind in KINDS.items() if not kind.before_determination and code != MeasureKind.REINSTATEMENT
)
KIND_CHOICES = [(code.value, MeasureKind(code).label) for code in ON_A_DETERMINATION]


@verb(Permission.WORK_CASES)
@transaction.atomic
def propose_measure(
    *,
    by: User,
    determination: Determination,
    kind: MeasureKind,
    service: Service | None = None,
    services: Collection[Service] = (),
    starts_at: dt.datetime | None = None,
    ends_at: dt.datetime | None = None,
    without_notice: bool = False,
    ground: str = "",
    restricts: str = "",
    restricts_detail: str = "",
    reason: str = "",
) -> Measure:
    """Takes a measure on a determination, or, where a second person must agree, leaves it to them (R9).

    On `services`, or `service`, or the determination's own. `starts_at` None is now; instants are aware. Cites the
    remedy provision in force now. Raises Refused: `kind`, `determination_not_approved`, `determination_overturned`,
    `other_customers_service`, `too_many_services`, `no_remedy`, `ground_missing`, `notice_missing`, `backdated`,
    `ends_before_start`, `restriction_missing`, `service_ended`, `instant`.
    """
    rules = KINDS[kind]
    if kind not in ON_A_DETERMINATION:
        sentence = _("This is not taken on a determination: an interim suspension is on a case, a reinstatement on"
                     " a termination.")  # fmt: skip
        raise Refused("kind", sentence, status=422)
    wanted = _locked(services or [service or determination.service], determination.customer_id)
    at = clock.now()
    require_effect(determination)
    plan = rules.planned(
        Planned(
            at=at,
            starts_at=in_calendar_or_refused(starts_at) if starts_at else at,
            ends_at=in_calendar_or_refused(ends_at) if ends_at else None,
            without_notice=without_notice,
            ground=ground if without_notice else "",
            restricts=restricts,
        )
    )
    measure = Measure(
        case_id=determination.case_id,
        determination=determination,
        customer=determination.customer,
        kind=kind,
        restricts_detail=restricts_detail.strip() if plan.restricts else "",
        reason=reason.strip(),
    )
    return _propose(measure, plan, wanted, remedy_now(determination.customer, at), by=by)


@verb(Permission.WORK_CASES)
@transaction.atomic
def suspend_for_now(
    *,
    by: User,
    case: Case,
    ground: str,
    finding: str,
    services: Collection[Service] = (),
    ends_at: dt.datetime | None = None,
    reason: str = "",
) -> Measure:
    """Suspends services of a case at once, before a determination; it lapses by itself (R9, ADR 0018).

    `ends_at` (aware) None is as late as it may be: 72 hours from now. Raises Refused: `case_closed`, `ground_missing`,
    `finding_missing`, `interim_too_long`, `interim_chained`, and as `propose_measure` does.
    """
    locked = Case.objects.select_for_update(of=("self",)).select_related("customer", "service").get(pk=case.pk)
    if locked.status == CaseStatus.CLOSED:
        raise Refused("case_closed", _("The case %s is closed. Reopen it first.") % locked)
    wanted = _locked(services or [locked.service], locked.customer_id)
    at = clock.now()
    rules = KINDS[MeasureKind.INTERIM]
    plan = rules.planned(
        Planned(
            at=at,
            starts_at=at,
            ends_at=in_calendar_or_refused(ends_at) if ends_at else None,
            without_notice=True,
            ground=ground,
            finding=finding,
        )
    )
    measure = Measure(case=locked, customer=locked.customer, kind=MeasureKind.INTERIM, reason=reason.strip())
    return _propose(measure, plan, wanted, remedy_now(locked.customer, at), by=by)


@verb(Permission.WORK_CASES)
@transaction.atomic
def reinstate(*, by: User, measure: Measure, reason: str = "") -> Measure:
    """Proposes that what a termination stopped runs again; once another person approves, its holds are lifted.

    Raises Refused: `not_terminated`, `measure_moved`, `reinstatement_waits`.
    """
    lock_measure(measure)
    at = clock.now()
    ended = fresh(measure)
    if kind_of(ended.kind).undone_by != Undoing.REINSTATED:
        sentence = _("Only a termination is undone by a reinstatement: end another measure instead.")
        raise Refused("not_terminated", sentence)
    if ended.status != MeasureStatus.ACTIVE:
        raise Refused("measure_moved", _("This measure has moved on; look at it again."))
    if ended.reinstatements.exclude(status=MeasureStatus.CANCELLED).exists():
        raise Refused("reinstatement_waits", _("A reinstatement is proposed already."))
    proposed = Measure(
        case=ended.case,
        determination=ended.determination,
        customer=ended.customer,
        kind=MeasureKind.REINSTATEMENT,
        reinstates=ended,
        reason=reason.strip(),
    )
    plan = KINDS[MeasureKind.REINSTATEMENT].planned(Planned(at=at, starts_at=at))
    services = list(ended.services.order_by("pk"))
    return _save(proposed, plan, services, ended.remedy, ended.remedy_digest, by=by)


def _locked(services: Collection[Service], customer_id: object) -> list[Service]:
    """Returns the services, each once, locked, in the order of their references."""
    if any(one.customer_id != customer_id for one in services):
        sentence = _("This service is another customer's; the determination is not about them.")
        raise Refused("other_customers_service", sentence, status=422)
    if len(services) > MOST_SERVICES:
        sentence = _("A measure is about %d services at most.") % MOST_SERVICES
        raise Refused("too_many_services", sentence, status=422)
    return sorted(lock_services(services), key=lambda one: one.reference)


def _propose(measure: Measure, plan: Planned, services: list[Service], remedy: Remedy, *, by: User) -> Measure:
    rules: type[Kind] = kind_of(measure.kind)
    rules.check(plan)
    for service in services:
        require_running(service, plan.starts_at)
    return _save(measure, plan, services, remedy.provision, remedy.digest, by=by)


def _save(
    measure: Measure, plan: Planned, services: list[Service], remedy: PostedProvision, digest: str, *, by: User
) -> Measure:
    """Writes the proposal with its services; takes effect at once where no second person is needed."""
    measure.service = services[0]
    measure.starts_at, measure.ends_at = plan.starts_at, plan.ends_at
    measure.without_notice, measure.ground = plan.without_notice, plan.ground
    measure.finding, measure.restricts = plan.finding, plan.restricts
    measure.remedy, measure.remedy_digest = remedy, digest
    measure.needs_approval = kind_of(measure.kind).second_person
    measure.proposed_by, measure.proposed_at = by.pseudonym, plan.at
    measure.status, measure.status_at = MeasureStatus.PROPOSED, plan.at
    try:
        with transaction.atomic():
            measure.save(force_insert=True)
            MeasuredService.objects.bulk_create(MeasuredService(measure=measure, service=one) for one in services)
    except IntegrityError as error:
        raise refusal_of(error) from error
    record(verb="measure.proposed", at=plan.at, by=by.pseudonym, subject=measure, facts=_facts(measure, services))
    tell(AlertKind.TO_APPROVE, AlertKind.RETURNED)
    if measure.needs_approval:
        move(measure, MeasureStatus.PENDING_APPROVAL, plan.at)
    else:
        take_effect(measure, by=by, at=plan.at, remedy=remedy)
    return measure


def _facts(measure: Measure, services: list[Service]) -> dict[str, object]:
    return {
        "kind": str(measure.kind),
        "service": measure.service.reference,
        "services": [one.reference for one in services],
        "case": measure.case.number,
        "determination": str(measure.determination_id) if measure.determination_id else None,
        "reinstates": str(measure.reinstates_id) if measure.reinstates_id else None,
        "remedy": measure.remedy_digest,
        "without_notice": measure.without_notice,
        "ground": measure.ground,
        "restricts": measure.restricts,
        "starts_at": measure.starts_at.isoformat(),
        "ends_at": measure.ends_at.isoformat() if measure.ends_at else None,
    }
