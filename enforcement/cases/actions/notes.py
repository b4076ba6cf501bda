"""Writing notes in a case: three verbs, since three kinds of people read them."""

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases.blanks import named_in
from enforcement.cases.models import Case, Note, NoteKind, NoteReader
from enforcement.reports.models import Report
from policies.notices.actions import announce
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

#: The kind of the notice that a note to the customer becomes.
MESSAGE: Final = "case_message"
MOST_WORDS: Final = 10_000


@verb(Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT)
@transaction.atomic
def write_note(*, by: User, case: Case, words: str) -> Note:
    """Writes for colleagues alone; also in a closed case. Raises Refused (`words`, 422)."""
    said = _said(words)
    locked = _locked(case)
    return _kept(by=by, case=locked, kind=NoteKind.INTERNAL, words=said, at=clock.now())


@verb(Permission.WORK_CASES)
@transaction.atomic
def write_to_reporters(*, by: User, case: Case, reports: Collection[Report], words: str) -> Note:
    """Writes to whoever sent these reports of the case: they read it on the page that follows their report.

    Raises Refused (422): `words`, `reports`, `names_customer`: a reporter never learns who the customer is (R11).
    """
    said = _said(words)
    locked = _locked(case)
    if found := named_in(said, [locked.customer.name, locked.service.reference]):
        sentence = _("A reporter never learns who the customer is: leave “%s” out.")
        raise Refused("names_customer", sentence % found, status=422)
    wanted = {report.pk for report in reports}
    if not wanted:
        raise Refused("reports", _("Choose whose reporter is to read it."), status=422)
    if locked.reports.filter(pk__in=wanted).count() != len(wanted):
        raise Refused("reports", _("This report does not belong to the case."), status=422)
    at = clock.now()
    note = _kept(by=by, case=locked, kind=NoteKind.REPORTER, words=said, at=at)
    NoteReader.objects.bulk_create(NoteReader(note=note, report_id=one) for one in sorted(wanted))
    return note


@verb(Permission.WORK_CASES)
@transaction.atomic
def write_to_customer(*, by: User, case: Case, words: str) -> Note:
    """Writes to the customer's representatives: a notice in their portal, and a mail. Raises Refused (`words`, 422)."""
    said = _said(words)
    locked = _locked(case)
    at = clock.now()
    note = _kept(by=by, case=locked, kind=NoteKind.CUSTOMER, words=said, at=at)
    announce(
        kind=MESSAGE,
        by=by.pseudonym,
        at=at,
        subject=note,
        title=_("A message about your service %s") % locked.service.reference,
        path=reverse("my-services"),
        content={"service": locked.service.reference, "words": said},
        customers=Customer.objects.filter(pk=locked.customer_id),
    )
    return note


def _said(words: str) -> str:
    said = words.replace("\0", "").strip()
    if not said:
        raise Refused("words", _("Write what is to be read."), status=422)
    if len(said) > MOST_WORDS:
        raise Refused("words", _("Write at most %s characters.") % MOST_WORDS, status=422)
    return said


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("customer", "service").get(pk=case.pk)


def _kept(*, by: User, case: Case, kind: NoteKind, words: str, at: dt.datetime) -> Note:
    note = Note.objects.create(case=case, kind=kind, words=words, written_by=by.pseudonym, written_at=at)
    facts, personal = {"case": case.number, "kind": kind}, {"words": words}
    record(verb="note.written", at=at, by=by.pseudonym, subject=note, facts=facts, personal=personal)
    return note
