"""Removing a file or a raw report: on request, or once its time is over; the row and a record of the removal stay."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from enforcement.reports.custody.forgetting import forget_words
from enforcement.reports.custody.queries import (
    due_to_be_removed,
    files_to_delete,
    removal_of,
    require_there,
    why_kept,
)
from enforcement.reports.custody.raw import reports_in
from enforcement.reports.custody.room import release
from enforcement.reports.models import Evidence, RawReport, Removal, Report
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
    """Removes a file on request, if nothing keeps it, and with it the mail that it came in, which holds it too.

    Raises Refused: `reason` (422), `evidence_kept` with everything that keeps it, `evidence_removed` (410).
    """
    return _remove_on_request(evidence, by=by, reason=reason)


@verb(Permission.KEEP_EVIDENCE)
@transaction.atomic
def remove_raw_report(*, by: User, raw: RawReport, reason: str) -> Removal:
    """Removes the mail or XARF report that reports came in, if nothing keeps any of them; its row stays.

    Raises what `remove_evidence` raises, and Refused (`raw_report_unread`) where nobody knows yet what it is about.
    """
    if raw.read_at is None:
        raise Refused("raw_report_unread", _("It was not read yet: what it is about is not known."))
    return _remove_on_request(raw, by=by, reason=reason)


def remove_due() -> int:
    """Removes everything whose days are over and that nothing keeps; returns how much."""
    removed = 0
    for rows in due_to_be_removed(at=clock.now(), days=this_reseller().evidence_days):
        for kept in rows:
            removed += _remove_when_free(kept)
    return removed


def _remove_on_request(kept: Evidence | RawReport, *, by: User, reason: str) -> Removal:
    if not reason.strip():
        raise Refused("reason", _("Say why it is removed."), status=422)
    reports = _locked(kept)
    at = clock.now()
    require_there(kept)
    if because := _why_kept(kept, reports, at):
        raise Refused("evidence_kept", " ".join(because))
    return _remove(kept, by=by, reason=reason.strip(), at=at)


@transaction.atomic
def _remove_when_free(kept: Evidence | RawReport) -> bool:
    reports = _locked(kept)
    at = clock.now()
    if removal_of(kept) or _why_kept(kept, reports, at):
        return False
    days = this_reseller().evidence_days
    reason = _("Its time was over: %d days after the report was completed.") % days
    _remove(kept, by=None, reason=reason, at=at)
    return True


def _locked(kept: Evidence | RawReport) -> list[Report]:
    """Locks the report that it belongs to, and those that came in the same mail: none is put under legal hold now."""
    if isinstance(kept, Evidence):
        one = Report.objects.get(pk=kept.report_id)
        rows = Report.objects.filter(Q(pk=one.pk) | (Q(raw=one.raw_id) if one.raw_id else Q()))
    else:
        rows = reports_in(kept)
    return list(rows.order_by("pk").select_for_update())


def _why_kept(kept: Evidence | RawReport, reports: list[Report], at: dt.datetime) -> list[str]:
    """Why it may not go. Those that came in one mail answer for each other; those that it is about, for themselves."""
    own = [one for one in reports if isinstance(kept, RawReport) or one.pk == kept.report_id]
    first = {one.raw_id or one.pk: one for one in sorted(own, key=lambda one: one.number, reverse=True)}
    return list(dict.fromkeys(why for one in first.values() for why in why_kept(one, at)))


def _remove(kept: Evidence | RawReport, *, by: User | None, reason: str, at: dt.datetime) -> Removal:
    person = by.pseudonym if by else None
    about = {"evidence": kept} if isinstance(kept, Evidence) else {"raw": kept}
    told = {"digest": kept.digest, "size": kept.size}
    try:
        with transaction.atomic():
            removal = Removal.objects.create(
                **about, **told, path=kept.path, removed_at=at, removed_by=person, reason=reason
            )
    except IntegrityError as error:
        if violated(error) == "removal_under_legal_hold":
            raise Refused("evidence_kept", _("A legal hold keeps it.")) from error
        raise
    release(kept.size)
    if isinstance(kept, Evidence):
        verb, facts = "evidence.removed", {**told, "report": kept.report.number}
    else:
        verb, facts = "raw_report.removed", {**told, "reports": [one.number for one in reports_in(kept)]}
    record(verb=verb, at=at, by=person, subject=kept, facts=facts, personal={"reason": reason})
    wake(DELETE_FILES)
    if isinstance(kept, Evidence) and not kept.addition_id and (raw := kept.report.raw) and not removal_of(raw):
        _remove(raw, by=by, reason=reason, at=at)
    forget_words(kept)
    return removal


def delete_files() -> int:
    """Deletes the files of what was removed that nothing else needs; returns how many removals are done."""
    done = 0
    for removal in files_to_delete():
        done += _delete(removal)
    return done


@transaction.atomic
def _delete(removal: Removal) -> bool:
    storage.lock(removal.path)
    if not any(model.objects.filter(path=removal.path, removal=None).exists() for model in (Evidence, RawReport)):
        storage.delete(removal.path)
    return bool(Removal.objects.filter(pk=removal.pk, file_gone_at=None).update(file_gone_at=clock.now()))
