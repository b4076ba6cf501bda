"""Removing a file: on request, or once its time is over; the row and a record of the removal stay."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.reports.custody.queries import due_to_be_removed, files_to_delete, require_there, why_kept
from enforcement.reports.custody.room import release
from enforcement.reports.models import Evidence, Removal, Report
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers import storage
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake

DELETE_FILES = "enforcement.reports.tasks.delete_removed_files"


@verb(Permission.KEEP_EVIDENCE)
@transaction.atomic
def remove_evidence(*, by: User, evidence: Evidence, reason: str) -> Removal:
    """Removes a file on request, if nothing keeps it.

    Raises Refused: `reason` (422), `evidence_kept` with everything that keeps it, `evidence_removed` (410).
    """
    if not reason.strip():
        raise Refused("reason", _("Say why it is removed."), status=422)
    report = Report.objects.select_for_update().get(pk=evidence.report_id)
    at = clock.now()
    require_there(evidence)
    if kept := why_kept(report, at):
        raise Refused("evidence_kept", " ".join(kept))
    return _remove(evidence, by=by, reason=reason.strip(), at=at)


def remove_due() -> int:
    """Removes every file whose days are over and that nothing keeps; returns how many."""
    removed = 0
    for evidence in due_to_be_removed(at=clock.now(), days=this_reseller().evidence_days):
        removed += _remove_when_free(evidence)
    return removed


@transaction.atomic
def _remove_when_free(evidence: Evidence) -> bool:
    report = Report.objects.select_for_update().get(pk=evidence.report_id)
    at = clock.now()
    if Removal.objects.filter(evidence=evidence).exists() or why_kept(report, at):
        return False
    days = this_reseller().evidence_days
    reason = _("Its time was over: %d days after the report was completed.") % days
    _remove(evidence, by=None, reason=reason, at=at)
    return True


def _remove(evidence: Evidence, *, by: User | None, reason: str, at: dt.datetime) -> Removal:
    person = by.pseudonym if by else None
    try:
        with transaction.atomic():
            removal = Removal.objects.create(
                evidence=evidence,
                digest=evidence.digest,
                size=evidence.size,
                path=evidence.path,
                removed_at=at,
                removed_by=person,
                reason=reason,
            )
    except IntegrityError as error:
        if violated(error) == "removal_under_legal_hold":
            raise Refused("evidence_kept", _("A legal hold keeps it.")) from error
        raise
    release(evidence.size)
    facts = {"digest": evidence.digest, "size": evidence.size, "report": evidence.report.number}
    record(verb="evidence.removed", at=at, by=person, subject=evidence, facts=facts, personal={"reason": reason})
    wake(DELETE_FILES)
    return removal


def delete_files() -> int:
    """Deletes the files of removed evidence that no other evidence needs; returns how many removals are done."""
    done = 0
    for removal in files_to_delete():
        done += _delete(removal)
    return done


@transaction.atomic
def _delete(removal: Removal) -> bool:
    storage.lock(removal.path)
    if not Evidence.objects.filter(path=removal.path, removal=None).exists():
        storage.delete(removal.path)
    return bool(Removal.objects.filter(pk=removal.pk, file_gone_at=None).update(file_gone_at=clock.now()))
