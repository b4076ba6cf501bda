"""Passing a case on, withdrawing that, noting what came of it; and registering to whom cases can be passed."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.cases.models import Case
from enforcement.cases.passing.models import PassedEvidence, Passing, Recipient, RecipientKind, Way
from enforcement.cases.passing.queries import Asked, prepared, to_note
from enforcement.reports.numbering import next_number
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.outbox.models import OutboxStatus
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import locked_away
from tenants.resellers.waking import wake

SEND: Final = "enforcement.cases.tasks.send_passings"
#: What a recipient's API token is encrypted for.
LOCK: Final = "passing-token"
_LONGEST_NAME: Final = 120
_LONGEST_TOKEN: Final = 500


@verb(Permission.WORK_CASES)
@transaction.atomic
def pass_case(*, by: User, case: Case, asked: Asked, seen: str = "") -> Passing:
    """Passes a case on; the customer's identity stays here unless `asked` releases it. The same reference twice is one.

    `seen` is the digest of what somebody read before saying yes. Raises what `prepared` raises, and Refused:
    `changed` (409, it would not be that any more).
    """
    locked = Case.objects.select_for_update(of=("self",)).select_related("customer", "service").get(pk=case.pk)
    number = next_number(Passing)
    at = clock.now()
    if known := Passing.objects.filter(pk=asked.reference, case=locked).first():
        return known
    ready = prepared(locked, asked, at=at)
    if seen and seen != ready.digest:
        raise Refused("changed", _("What would be sent is not what you read any more: look it over again."))
    to = ready.destination
    made = Passing.objects.create(
        id=asked.reference,
        number=number,
        case=locked,
        recipient=to.recipient,
        kind=to.kind,
        name=to.name,
        way=to.way,
        address=to.address,
        report=ready.report,
        digest=ready.digest,
        size=ready.size,
        reason=asked.reason.strip(),
        names_customer=asked.names_customer,
        ground=asked.ground.strip() if asked.names_customer else "",
        passed_by=by.pseudonym,
        queued_at=at,
        next_attempt_at=at,
    )
    PassedEvidence.objects.bulk_create(
        PassedEvidence(passing=made, place=place, evidence=one, digest=one.digest)
        for place, one in enumerate(ready.files)
    )
    record(
        verb="case.passed",
        at=at,
        by=by.pseudonym,
        subject=made,
        facts={
            "number": number,
            "case": locked.number,
            "kind": made.kind,
            "way": made.way,
            "digest": made.digest,
            "evidence": [one.digest for one in ready.files],
            "names_customer": made.names_customer,
        },
        personal={"to": made.name, "address": made.address, "reason": made.reason}
        | ({"ground": made.ground} if made.ground else {}),
    )
    wake(SEND)
    return made


@verb(Permission.WORK_CASES)
@transaction.atomic
def withdraw_passing(*, by: User, passing: Passing, reason: str) -> Passing:
    """Takes back what was not sent yet. Raises Refused: `reason` (422), `passing_sent`."""
    if not reason.strip():
        raise Refused("reason", _("Give the reason."), status=422)
    at = clock.now()
    changed = Passing.objects.filter(pk=passing.pk, status=OutboxStatus.QUEUED).update(
        status=OutboxStatus.FAILED,
        ended_at=at,
        withdrawn_at=at,
        withdrawn_by=by.pseudonym,
        answer="withdrawn before it was sent",
    )
    if not changed:
        raise Refused("passing_sent", _("%s was sent, or is being sent: it cannot be taken back.") % passing)
    facts, personal = {"number": passing.number}, {"reason": reason.strip()}
    record(verb="passing.withdrawn", at=at, by=by.pseudonym, subject=passing, facts=facts, personal=personal)
    passing.refresh_from_db()
    return passing


@verb(Permission.WORK_CASES)
@transaction.atomic
def note_passing(*, by: User, passing: Passing) -> Passing:
    """Says that somebody read what came of it, so that it waits for nobody. Raises Refused: `passing_open`, `noted`."""
    at = clock.now()
    if not to_note().filter(pk=passing.pk).update(noted_at=at, noted_by=by.pseudonym):
        passing.refresh_from_db()
        if passing.noted_at:
            raise Refused("noted", _("Somebody has noted what came of %s already.") % passing)
        raise Refused("passing_open", _("Nothing has come of %s yet.") % passing)
    record(verb="passing.noted", at=at, by=by.pseudonym, subject=passing, facts={"number": passing.number})
    tell(Kind.PASSED)
    passing.refresh_from_db()
    return passing


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def register_recipient(
    *, by: User, kind: RecipientKind, name: str, way: Way, address: str, token: str = ""
) -> Recipient:
    """Registers somebody to whom cases can be passed: an abuse mailbox, or the address of an API that takes XARF.

    `token` opens that API; it is kept encrypted and shown to nobody. Raises Refused (422): `name`, `address`, `token`;
    `recipient_known` (409).
    """
    called = name.replace("\0", "").strip()
    if not called or len(called) > _LONGEST_NAME:
        raise Refused("name", _("Give a name of at most %d characters.") % _LONGEST_NAME, status=422)
    place = _address(way, address)
    secret = token.strip() if way == Way.API else ""
    if len(secret) > _LONGEST_TOKEN or not ((secret.isascii() and secret.isprintable()) or not secret):
        raise Refused("token", _("This is no token: it has at most %d plain characters.") % _LONGEST_TOKEN, status=422)
    at = clock.now()
    try:
        with transaction.atomic():
            made = Recipient.objects.create(
                kind=kind,
                name=called,
                way=way,
                address=place,
                token=locked_away(LOCK, secret) if secret else "",
                registered_at=at,
                registered_by=by.pseudonym,
            )
    except IntegrityError as error:
        if violated(error) != "recipient_name":
            raise
        raise Refused("recipient_known", _("Somebody is registered under this name already.")) from error
    facts = {"kind": kind, "way": way, "token": bool(secret)}
    personal = {"name": called, "address": place}
    record(verb="recipient.registered", at=at, by=by.pseudonym, subject=made, facts=facts, personal=personal)
    return made


def _address(way: Way, address: str) -> str:
    place = address.strip()
    try:
        if way == Way.MAIL:
            validate_email(place)
        else:
            URLValidator(schemes=["https"] if settings.PRODUCTION else ["https", "http"])(place)
    except ValidationError as error:
        sentence = _("Write a mail address.") if way == Way.MAIL else _("Write an address that begins with https://.")
        raise Refused("address", sentence, status=422) from error
    if way == Way.API and "@" in urlsplit(place).netloc:
        raise Refused("address", _("Leave name and password out of the address: a token opens it."), status=422)
    return place


@verb(Permission.MANAGE_SETTINGS)
@transaction.atomic
def end_recipient(*, by: User, recipient: Recipient) -> Recipient:
    """Offers somebody no more and forgets the token; what is on its way by it fails. Raises Refused: `ended`."""
    at = clock.now()
    rows = Recipient.objects.filter(pk=recipient.pk, ended_at=None)
    if not rows.update(ended_at=at, ended_by=by.pseudonym, token=""):
        raise Refused("ended", _("%s is offered no more already.") % recipient)
    record(verb="recipient.ended", at=at, by=by.pseudonym, subject=recipient, facts={"kind": recipient.kind})
    recipient.refresh_from_db()
    return recipient
