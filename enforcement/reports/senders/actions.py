"""Muting senders, and telling those who are not that their reports arrived: once in an hour, never a machine."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.reports.creating import LONGEST_ADDRESS
from enforcement.reports.following.outbox import queue_received
from enforcement.reports.models import MutedSender, Report
from enforcement.reports.senders.rules import sender_form
from enforcement.reports.throttle import counted_each
from policies.versions.company import this_reseller
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused


@verb(Permission.HANDLE_REPORTS)
@transaction.atomic
def mute_sender(*, by: User, sender: str, reason: str) -> MutedSender:
    """Lets nobody look into further reports of an address, or of a domain; they are still kept and counted.

    Raises Refused: `sender`, `reason` (422), `muted` where it is muted already.
    """
    known = sender_form(sender)
    if not known:
        sentence = _("Write an address like abuse@desk.example or a domain like desk.example.")
        raise Refused("sender", sentence, status=422)
    if not reason.strip():
        raise Refused("reason", _("Give the reason."), status=422)
    at = clock.now()
    try:
        with transaction.atomic():
            muted = MutedSender.objects.create(sender=known, reason=reason.strip(), muted_by=by.pseudonym, muted_at=at)
    except IntegrityError as error:
        if violated(error) != "muted_sender_once":
            raise
        raise Refused("muted", _("%s is muted already.") % known) from error
    personal = {"sender": known, "reason": muted.reason}
    record(verb="sender.muted", at=at, by=by.pseudonym, subject=muted, personal=personal)
    return muted


@verb(Permission.HANDLE_REPORTS)
@transaction.atomic
def unmute_sender(*, by: User, muted: MutedSender) -> MutedSender:
    """Lets reports of the sender be looked into again; raises Refused (`not_muted`)."""
    at = clock.now()
    if not MutedSender.objects.filter(pk=muted.pk, ended_at=None).update(ended_at=at):
        raise Refused("not_muted", _("%s is not muted.") % muted)
    record(verb="sender.unmuted", at=at, by=by.pseudonym, subject=muted)
    muted.refresh_from_db()
    return muted


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report that came in, the first of those in one mail, and the address that it came from.

    `answering` is the Message-ID of that mail, empty where it came by another door.
    """

    report: Report
    address: str
    answering: str = ""


def acknowledge(arrived: Sequence[Arrived], *, at: dt.datetime) -> None:
    """Leaves to a worker to tell each address that its reports arrived, at most once in an hour.

    Our own addresses are told nothing, so that no two mailboxes answer each other.
    """
    known = [(one, sender_form(one.address)) for one in arrived]
    told = [(one, address) for one, address in known if _takes_mail(address)]
    times = Counter(address for _one, address in told)
    numbers = counted_each("report-acknowledged", times, at=at)
    first = {address: one for one, address in reversed(told) if numbers[address] == times[address]}
    ours = _our_own() if first else set()
    named = [first[address] for address in times if address in first.keys() - ours]
    queue_received([(one.report, one.answering) for one in named], at=at)


def _takes_mail(address: str) -> bool:
    if "@" not in address or len(address) > LONGEST_ADDRESS:
        return False
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _our_own() -> set[str]:
    ours = (this_reseller().abuse_mailbox, settings.DEFAULT_FROM_EMAIL, settings.BOUNCE_ADDRESS)
    return {one.rpartition("<")[2].rstrip(">").lower() for one in ours if one}
