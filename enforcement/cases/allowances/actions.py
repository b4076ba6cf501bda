"""Setting allowances, importing usage, and what becomes of usage past one (R15); nothing here acts on a service."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.cases.actions.cases import open_case
from enforcement.cases.allowances.importing import UsageRow, read_usage
from enforcement.cases.allowances.models import Allowance, CaseProposal, Period, ProposalStatus, Usage
from enforcement.cases.allowances.queries import used, zone
from enforcement.cases.allowances.rules import allowed, exceeded, period_of
from enforcement.cases.models import Case
from tenants.csv_files.mistakes import Mistake, Mistaken
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.instants import in_calendar_or_refused
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_CUSTOMERS, Permission.WORK_CASES)
@transaction.atomic
def set_allowance(
    *,
    by: User,
    service: Service,
    resource: str,
    unit: str,
    period: Period,
    amount: Decimal | None = None,
    pool: str = "",
    pool_size: Decimal | None = None,
    share: Decimal | None = None,
    starts_at: dt.datetime | None = None,
) -> Allowance:
    """Says what a service may use of a resource in each period from `starts_at` (aware; default now) on.

    One that ran ends then. Either an amount, or a share in percent of a pool of a size.
    Raises Refused (422): `resource`, `amount_or_share`, `instant`, `span` where the one that runs began no earlier.
    """
    if not resource.strip() or not unit.strip():
        raise Refused("resource", _("Name the resource and its unit."), status=422)
    whole = pool.strip() and pool_size is not None and share is not None
    if (amount is None) == (not whole) or (amount is not None and (pool.strip() or pool_size or share)):
        sentence = _("Give an amount, or a pool with its size and the share of it; not both.")
        raise Refused("amount_or_share", sentence, status=422)
    Service.objects.select_for_update().get(pk=service.pk)
    at = clock.now()
    since = in_calendar_or_refused(starts_at) if starts_at else at
    runs = Allowance.objects.filter(service=service, resource=resource.strip(), ends_at=None)
    if runs.filter(starts_at__gte=since).exists():
        raise Refused("span", _("An allowance that began later runs already: begin after it."), status=422)
    runs.update(ends_at=since)
    try:
        with transaction.atomic():
            made = Allowance.objects.create(
                service=service,
                resource=resource.strip(),
                unit=unit.strip(),
                period=period,
                amount=amount,
                pool=pool.strip(),
                pool_size=pool_size,
                share=share,
                starts_at=since,
                set_by=by.pseudonym,
                set_at=at,
            )
    except IntegrityError as error:
        sentence = _("An amount is at least zero; a share is more than zero and at most 100 percent of a pool.")
        raise Refused("amount_or_share", sentence, status=422) from error
    facts = {"service": service.reference, "resource": made.resource, "allowed": str(allowed(made)), "period": period}
    record(verb="allowance.set", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made


@dataclass(frozen=True)
class UsageImported:
    """What an import did, or would do in a dry run."""

    rows: int
    added: int
    proposed: int
    saved: bool


@verb(Permission.MANAGE_CUSTOMERS, Permission.WORK_CASES)
@transaction.atomic
def import_usage(*, by: User, data: bytes, dry_run: bool = False) -> UsageImported:
    """Takes a CSV over (see `importing.COLUMNS`), or nothing of it; the same file again changes nothing.

    Usage past an allowance proposes a case, once a period. Raises Mistaken, which names every mistake by line.
    """
    rows, mistakes = read_usage(data)
    references = {row.service for row in rows}
    services = {
        one.reference: one
        for one in Service.objects.select_for_update().filter(reference__in=references).order_by("pk")
    }
    at = clock.now()
    running = list(Allowance.objects.filter(service__in=services.values()).select_related("service"))
    known = {
        (one.service.reference, one.resource, one.reference): one
        for one in Usage.objects.filter(service__in=services.values()).select_related("service")
    }
    added: list[UsageRow] = []
    for row in rows:
        before = known.get(row.key)
        wrong = _wrong(row, before, services, running, at)
        if wrong:
            mistakes.append(wrong)
        elif before is None:
            added.append(row)
    if mistakes:
        raise Mistaken(mistakes)
    with transaction.atomic():
        Usage.objects.bulk_create(
            Usage(
                service=services[row.service],
                resource=row.resource,
                reference=row.reference,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                amount=row.amount,
                imported_at=at,
            )
            for row in added
        )
        proposed = _propose(added, running, by=by, at=at)
        if added:
            facts = {"rows": len(rows), "added": len(added), "proposed": proposed}
            record(verb="usage.imported", at=at, by=by.pseudonym, subject=by, facts=facts)
        if dry_run:
            transaction.set_rollback(True)
    return UsageImported(rows=len(rows), added=len(added), proposed=proposed, saved=not dry_run)


def _wrong(
    row: UsageRow,
    before: Usage | None,
    services: dict[str, Service],
    running: Collection[Allowance],
    at: dt.datetime,
) -> Mistake | None:
    if row.service not in services:
        return Mistake(row.line, "service_reference", _("There is no service %s.") % row.service)
    if row.ends_at > at:
        return Mistake(row.line, "ends_at", _("This lies in the future: usage is a fact."))
    if before is not None and (before.starts_at, before.ends_at, before.amount) != (
        row.starts_at,
        row.ends_at,
        row.amount,
    ):
        sentence = _("This reading is recorded with other values; give a correction its own reference.")
        return Mistake(row.line, "reference", sentence)
    for allowance in _over(row, running):
        _begun, ended = period_of(row.starts_at, allowance.period, zone())
        if row.ends_at > ended:
            sentence = _("This reaches over the end of the period, %s: make two readings of it.")
            return Mistake(row.line, "ends_at", sentence % f"{ended:%Y-%m-%d %H:%M} UTC")
    return None


def _over(row: UsageRow, running: Collection[Allowance]) -> list[Allowance]:
    """Returns the allowance of the row's service and resource that ran when it began, if one did."""
    return [
        one
        for one in running
        if (one.service.reference, one.resource) == (row.service, row.resource)
        and one.starts_at <= row.starts_at
        and (one.ends_at is None or one.ends_at > row.starts_at)
    ]


def _propose(added: Collection[UsageRow], running: Collection[Allowance], *, by: User, at: dt.datetime) -> int:
    """Proposes a case for each period of each allowance that the new readings take past it, unless one stands."""
    touched = {
        (allowance, period_of(row.starts_at, allowance.period, zone()))
        for row in added
        for allowance in _over(row, running)
    }
    number = 0
    for allowance, (start, end) in sorted(touched, key=lambda one: (str(one[0].pk), one[1])):
        total = used(allowance, start, end)
        if not exceeded(allowance, total):
            continue
        made, new = CaseProposal.objects.get_or_create(
            allowance=allowance,
            period_start=start,
            defaults={
                "period_end": end,
                "used": total,
                "allowed": allowed(allowance),
                "proposed_at": at,
                "status_at": at,
            },
        )
        if new:
            number += 1
            facts = {"service": allowance.service.reference, "resource": allowance.resource, "used": str(total)}
            record(verb="case.proposed", at=at, by=by.pseudonym, subject=made, facts=facts)
    return number


@verb(Permission.WORK_CASES)
@transaction.atomic
def open_proposed(*, by: User, proposal: CaseProposal, category: str = "resource_abuse") -> Case:
    """Opens a case from a proposal; raises Refused (`proposal_decided`), and what opening raises."""
    kept = _waiting(proposal)
    allowance = kept.allowance
    named = {
        "used": f"{kept.used.normalize():f}",
        "unit": allowance.unit,
        "resource": allowance.resource,
        "allowed": f"{kept.allowed.normalize():f}",
        "start": f"{kept.period_start.astimezone(zone()):%Y-%m-%d}",
    }
    summary = _("%(used)s %(unit)s of %(resource)s used from %(start)s on; %(allowed)s are allowed.") % named
    case = open_case.act(by=by, reports=[], service=allowance.service, category=category, summary=summary)
    _move(kept, ProposalStatus.OPENED, at=case.opened_at, case=case)
    record(verb="case.proposal_opened", at=case.opened_at, by=by.pseudonym, subject=kept, facts={"case": case.number})
    return case


@verb(Permission.WORK_CASES)
@transaction.atomic
def dismiss_proposal(*, by: User, proposal: CaseProposal, reason: str) -> CaseProposal:
    """Says why no case is opened; raises Refused (`reason` 422, `proposal_decided`)."""
    if not reason.strip():
        raise Refused("reason", _("Give the reason."), status=422)
    kept = _waiting(proposal)
    at = clock.now()
    _move(kept, ProposalStatus.DISMISSED, at=at, dismissed_because=reason.strip())
    record(verb="case.proposal_dismissed", at=at, by=by.pseudonym, subject=kept, facts={}, personal={"reason": reason})
    kept.refresh_from_db()
    return kept


def _waiting(proposal: CaseProposal) -> CaseProposal:
    rows = CaseProposal.objects.select_for_update(of=("self",)).select_related("allowance__service__customer")
    kept = rows.get(pk=proposal.pk)
    if kept.status != ProposalStatus.PROPOSED:
        raise Refused("proposal_decided", _("Somebody has decided about this already."))
    return kept


def _move(kept: CaseProposal, status: ProposalStatus, *, at: dt.datetime, **changed: object) -> None:
    CaseProposal.objects.filter(pk=kept.pk).update(status=status, status_at=at, **changed)
