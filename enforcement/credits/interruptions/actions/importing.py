"""Importing interruptions from a CSV."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.credits.actions.marking import mark_changed
from enforcement.credits.interruptions.actions.recording import Told, keep_interruption, put_end
from enforcement.credits.interruptions.importing import InterruptionRow, read_interruptions
from enforcement.credits.intervals import Span
from enforcement.credits.models import Interruption
from tenants.csv_files.mistakes import Mistake, Mistaken
from tenants.customers.models import Service
from tenants.ledger import clock
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
    ended: list[tuple[dt.datetime, Interruption]] = []
    for row in rows:
        before = known.get((row.service, row.reference))
        if row.starts_at > at or (row.ends_at or at) > at:
            mistakes.append(Mistake(row.line, "starts_at", _("This lies in the future: an interruption is a fact.")))
        elif before is None:
            added.append(row)
        elif before.starts_at != row.starts_at or (before.ends_at and before.ends_at != row.ends_at):
            sentence = _("This interruption is recorded with other times; give a correction its own reference.")
            mistakes.append(Mistake(row.line, "reference", sentence))
        elif row.ends_at and not before.ends_at:
            ended.append((row.ends_at, before))
    if mistakes:
        raise Mistaken(mistakes)
    if not dry_run:
        _save(added, ended, services, at=at, by=by.pseudonym)
    return Imported(rows=len(rows), added=len(added), ended=len(ended), saved=not dry_run)


def _save(
    added: list[InterruptionRow],
    ended: list[tuple[dt.datetime, Interruption]],
    services: Mapping[str, Service],
    *,
    at: dt.datetime,
    by: uuid.UUID,
) -> None:
    changes = []
    for row in added:
        told = Told(row.reference, row.starts_at, row.ends_at, row.cause)
        keep_interruption(services[row.service], told, at=at, by=by)
        changes.append((services[row.service].customer_id, Span(row.starts_at, row.ends_at)))
    for ends_at, before in ended:
        put_end(before, ends_at, at=at, by=by)
        changes.append((before.service.customer_id, Span(ends_at, None)))
    mark_changed(changes, at=at, by=by)
