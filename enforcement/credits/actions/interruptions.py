"""Importing interruptions, and saying which a violation caused."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.appeals.queries import overturned_among
from enforcement.cases.models import Determination
from enforcement.credits.importing import InterruptionRow, read_interruptions
from enforcement.credits.models import Causation, Interruption, Withdrawal
from enforcement.holds.queries import has_effect
from tenants.csv_files.mistakes import Mistake, Mistaken
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do in a dry run."""

    rows: int
    added: int
    ended: int
    saved: bool


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def import_interruptions(*, by: User, data: bytes, dry_run: bool = False) -> Imported:
    """Takes a CSV over (see `importing.COLUMNS`), or nothing of it; the same file again changes nothing.

    A row known already may add the end it lacked. Raises Mistaken, which names every mistake by line.
    """
    rows, mistakes = read_interruptions(data)
    references = {row.service for row in rows}
    services = {
        one.reference: one
        for one in Service.objects.select_for_update().filter(reference__in=references).order_by("pk")
    }
    at = clock.now()
    mistakes += [
        Mistake(row.line, "service_reference", _("There is no service %s.") % row.service)
        for row in rows
        if row.service not in services
    ]
    known = {
        (one.service.reference, one.reference): one
        for one in Interruption.objects.filter(service__in=services.values()).select_related("service")
    }
    added: list[InterruptionRow] = []
    ended: list[tuple[InterruptionRow, Interruption]] = []
    for row in rows:
        before = known.get((row.service, row.reference))
        if row.starts_at > at or (row.ends_at or at) > at:
            mistakes.append(Mistake(row.line, "starts_at", _("This lies in the future: an interruption is a fact.")))
        elif before is None:
            added.append(row)
        elif before.starts_at != row.starts_at or (before.ends_at and before.ends_at != row.ends_at):
            sentence = _("This interruption is recorded with other times; give a correction its own reference.")
            mistakes.append(Mistake(row.line, "reference", sentence))
        elif before.ends_at != row.ends_at:
            ended.append((row, before))
    if mistakes:
        raise Mistaken(mistakes)
    if not dry_run:
        for row in added:
            made = Interruption.objects.create(
                service=services[row.service],
                reference=row.reference,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                cause=row.cause,
                recorded_at=at,
            )
            record(verb="interruption.recorded", at=at, by=by.pseudonym, subject=made, facts=_facts(row))
        for row, before in ended:
            Interruption.objects.filter(pk=before.pk, ends_at=None).update(ends_at=row.ends_at)
            record(verb="interruption.ended", at=at, by=by.pseudonym, subject=before, facts=_facts(row))
    return Imported(rows=len(rows), added=len(added), ended=len(ended), saved=not dry_run)


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def link_cause(*, by: User, interruption: Interruption, determination: Determination) -> Causation:
    """Staff found that the determined violation caused the interruption (R10); whose it may be is the rules' matter.

    A cause comes before what it causes. A link is replaced only where an appeal overturned its determination.
    Raises Refused: `determination_not_approved`, `determination_overturned`, `cause_linked`, `cause_later` (422).
    """
    Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    if not has_effect(determination):
        raise Refused("determination_not_approved", _("The determination waits for another person's approval."))
    if determination.act_started_at > interruption.starts_at:
        sentence = _("This violation began after the interruption, so it did not cause it: choose another one.")
        raise Refused("cause_later", sentence, status=422)
    linked = [one.determination for one in Causation.objects.filter(interruption=interruption)]
    overturned = overturned_among([determination, *linked])
    if determination.pk in overturned:
        raise Refused("determination_overturned", _("This determination was overturned on appeal."))
    if any(one.pk not in overturned for one in linked):
        raise Refused("cause_linked", _("A violation is linked to this interruption already."))
    made = Causation.objects.create(
        interruption=interruption, determination=determination, found_by=by.pseudonym, found_at=at
    )
    facts = {"interruption": interruption.reference, "determination": str(determination.pk)}
    record(verb="interruption.cause_linked", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made


@verb(Permission.MANAGE_CREDITS)
@transaction.atomic
def withdraw_interruption(*, by: User, interruption: Interruption, reason: str) -> Withdrawal:
    """Says that an interruption never was, or not so: a false alarm; a correction is recorded beside it anew.

    It stays to be read and counts in no month that is computed from now on. Raises Refused: `reason` (422),
    `interruption_withdrawn`.
    """
    if not reason.strip():
        raise Refused("reason", _("Say why the interruption is withdrawn."), status=422)
    Service.objects.select_for_update().get(pk=interruption.service_id)
    at = clock.now()
    if Withdrawal.objects.filter(interruption=interruption).exists():
        raise Refused("interruption_withdrawn", _("This interruption was withdrawn before."))
    made = Withdrawal.objects.create(
        interruption=interruption, reason=reason.strip(), withdrawn_by=by.pseudonym, withdrawn_at=at
    )
    facts = {"service": interruption.service.reference, "reference": interruption.reference}
    record(
        verb="interruption.withdrawn",
        at=at,
        by=by.pseudonym,
        subject=interruption,
        facts=facts,
        personal={"reason": reason.strip()},
    )
    return made


def _facts(row: InterruptionRow) -> dict[str, str | None]:
    return {
        "service": row.service,
        "reference": row.reference,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
    }
