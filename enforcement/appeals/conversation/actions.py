"""Writing about an appeal, from either side, and opening and removing the files that came with it."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.appeals.conversation.keeping import keep
from enforcement.appeals.conversation.queries import (
    content_of,
    due_to_be_removed,
    files_to_delete,
    kept_because,
    sealed,
    speaking_for,
    told_of,
)
from enforcement.appeals.conversation.rules import LONGEST_WORDS, MOST_MESSAGES
from enforcement.appeals.models import Appeal, AppealEvidence, AppealMessage, Side
from enforcement.appeals.rules import OPEN
from enforcement.reports.custody.room import release
from enforcement.reports.custody.text import Shown, as_text
from enforcement.reports.evidence import Received
from policies.notices.actions import announce
from policies.versions.company import this_reseller
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.customers.models import Membership
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission, may
from tenants.people.verbs import verb
from tenants.resellers import storage
from tenants.resellers.refusals import Refused

#: The kind of the notice that tells the customer of a message.
MESSAGE: Final = "appeal_message"


@transaction.atomic
def write_as_customer(*, by: User, appeal: Appeal, words: str, files: Sequence[Received] = ()) -> AppealMessage:
    """Any account user who acts for the customer writes about its appeal; whoever may answer is told.

    Raises Refused: `not_yours` (404), `words`, `too_many_messages` (422), `appeal_closed`, and as `keep` does.
    """
    _require_own(by, appeal)
    return _write(by=by, appeal=appeal, side=Side.CUSTOMER, words=words, files=files)


@verb(Permission.WORK_CASES)
@transaction.atomic
def pass_on_words(*, by: User, appeal: Appeal, words: str, files: Sequence[Received] = ()) -> AppealMessage:
    """Who filed it for the customer writes what the customer said since, on the customer's side.

    Raises Refused: `not_filed_by_you` (403), and as `write_as_customer` does.
    """
    if not appeal.on_behalf or appeal.filed_by != by.pseudonym:
        sentence = _("Only who filed the appeal for the customer passes on what it says.")
        raise Refused("not_filed_by_you", sentence, status=403)
    return _write(by=by, appeal=appeal, side=Side.CUSTOMER, words=words, files=files)


@verb(Permission.WORK_CASES, Permission.REVIEW_APPEALS)
@transaction.atomic
def write_as_staff(*, by: User, appeal: Appeal, words: str, files: Sequence[Received] = ()) -> AppealMessage:
    """Staff write to the customer about its appeal; its representatives, and who wrote for it, are mailed.

    Raises Refused: `speaks_for_customer` (403), and as `write_as_customer` does.
    """
    if by.pseudonym in speaking_for(appeal):
        sentence = _("You filed this appeal or act for the customer, so you do not speak for the company about it.")
        raise Refused("speaks_for_customer", sentence, status=403)
    return _write(by=by, appeal=appeal, side=Side.COMPANY, words=words, files=files)


def _write(*, by: User, appeal: Appeal, side: Side, words: str, files: Sequence[Received]) -> AppealMessage:
    said = words.replace("\0", "").strip()
    if not said:
        raise Refused("words", _("Write what is to be read."), status=422)
    if len(said) > LONGEST_WORDS:
        raise Refused("words", _("Write at most %s characters.") % LONGEST_WORDS, status=422)
    locked = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    at = clock.now()
    if locked.status not in OPEN:
        sentence = _("The appeal %(appeal)s is %(status)s: nothing more is written about it.")
        named = {"appeal": locked, "status": locked.get_status_display().lower()}
        raise Refused("appeal_closed", sentence % named)
    if AppealMessage.objects.filter(appeal=locked, side=side).count() >= MOST_MESSAGES:
        sentence = _("Each side writes at most %d messages about one appeal.")
        raise Refused("too_many_messages", sentence % MOST_MESSAGES, status=422)
    message = AppealMessage.objects.create(appeal=locked, side=side, words=said, written_by=by.pseudonym, written_at=at)
    kept = keep(locked, files, by=by, at=at, message=message)
    facts = {"appeal": locked.number, "side": str(side), "evidence": [one.digest for one in kept]}
    record(
        verb="appeal.message_written", at=at, by=by.pseudonym, subject=message, facts=facts, personal={"words": said}
    )
    tell(Kind.APPEALED)
    if side is Side.COMPANY:
        _announce(message, by=by, at=at)
    return message


def _announce(message: AppealMessage, *, by: User, at: dt.datetime) -> None:
    appeal = message.appeal
    announce(
        kind=MESSAGE,
        by=by.pseudonym,
        at=at,
        subject=message,
        title=_("A message about your appeal %s") % appeal,
        path=reverse("my-appeal", args=[appeal.pk]),
        content={"appeal": str(appeal)},
        people=told_of(appeal),
    )


@verb(Permission.SEE_APPEALS)
@transaction.atomic
def read_appeal_evidence(*, by: User, evidence: AppealEvidence) -> Shown:
    """Returns a file as text; that it was read is recorded.

    Raises Refused: `evidence_sealed` (403), `evidence_removed` (410), `evidence_altered`.
    """
    return _read(by, evidence)


@verb(Permission.SEE_APPEALS, Permission.OPEN_EVIDENCE, unattended=True)
@transaction.atomic
def open_appeal_evidence(*, by: User | None, evidence: AppealEvidence) -> bytes:
    """Returns a file as it came; that it was opened is recorded. Where its case is sealed, to a custodian alone.

    Raises Refused as `read_appeal_evidence` does.
    """
    if by is None or not may(by, Permission.OPEN_EVIDENCE):
        _require_unsealed(evidence)
    return _open(by, evidence)


@transaction.atomic
def read_own_evidence(*, by: User, evidence: AppealEvidence) -> Shown:
    """Shows who acts for the customer a file of its appeal as text. Raises Refused: `not_yours` (404), and the same."""
    _require_own(by, evidence.appeal)
    return _read(by, evidence)


@transaction.atomic
def open_own_evidence(*, by: User, evidence: AppealEvidence) -> bytes:
    """Returns such a file as it came. Raises Refused: `not_yours` (404), and the same."""
    _require_own(by, evidence.appeal)
    _require_unsealed(evidence)
    return _open(by, evidence)


def _require_own(by: User, appeal: Appeal) -> None:
    if not Membership.objects.filter(user=by, customer=appeal.customer_id, until=None).exists():
        raise Refused("not_yours", _("There is no such appeal of yours."), status=404)


def _require_unsealed(evidence: AppealEvidence) -> None:
    if sealed(evidence.appeal):
        raise Refused("evidence_sealed", _("This file is sealed: only an evidence custodian opens it."), status=403)


def _read(by: User, evidence: AppealEvidence) -> Shown:
    _require_unsealed(evidence)
    at = clock.now()
    data = content_of(evidence)
    record(verb="appeal.evidence_read", at=at, by=by.pseudonym, subject=evidence, facts=_facts(evidence))
    return as_text(data, filename=evidence.filename, content_type=evidence.content_type)


def _open(by: User | None, evidence: AppealEvidence) -> bytes:
    at = clock.now()
    data = content_of(evidence)
    person = by.pseudonym if by else None
    record(verb="appeal.evidence_opened", at=at, by=person, subject=evidence, facts=_facts(evidence))
    return data


def remove_due() -> int:
    """Removes every file whose days are over and that nothing keeps; returns how many."""
    due = due_to_be_removed(at=clock.now(), days=this_reseller().evidence_days)
    return sum(_remove_when_free(evidence) for evidence in due)


@transaction.atomic
def _remove_when_free(evidence: AppealEvidence) -> bool:
    Appeal.objects.select_for_update(of=("self",)).get(pk=evidence.appeal_id)
    at = clock.now()
    rows = AppealEvidence.objects.filter(pk=evidence.pk, removed_at=None)
    if kept_because(evidence, at) or not rows.update(removed_at=at):
        return False
    release(evidence.size)
    record(verb="appeal.evidence_removed", at=at, by=None, subject=evidence, facts=_facts(evidence))
    return True


def delete_files() -> int:
    """Deletes the removed files that no other appeal needs; returns how many are done."""
    return sum(_delete(evidence) for evidence in files_to_delete())


@transaction.atomic
def _delete(evidence: AppealEvidence) -> bool:
    storage.lock(evidence.path)
    if not AppealEvidence.objects.filter(path=evidence.path, removed_at=None).exists():
        storage.delete(evidence.path)
    rows = AppealEvidence.objects.filter(pk=evidence.pk, file_gone_at=None)
    return bool(rows.update(file_gone_at=clock.now()))


def _facts(evidence: AppealEvidence) -> dict[str, object]:
    return {"appeal": evidence.appeal.number, "digest": evidence.digest}
