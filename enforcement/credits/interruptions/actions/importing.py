"""Importing interruptions from a CSV."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.interruptions.importing import InterruptionRow, read_interruptions
from enforcement.credits.models import Interruption
from tenants.csv_files.mistakes import Mistake, Mistaken
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb


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


def _facts(row: InterruptionRow) -> dict[str, str | None]:
    return {
        "service": row.service,
        "reference": row.reference,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
    }
