"""Makes signed heads known elsewhere: mailed and posted to whoever the tenant names, and time-stamped.

A head that was kept elsewhere is what a later change is held against. Rows are the truth: a worker takes an errand
under a lease, and the sweep takes up what a dead one held.
"""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.ledger.models import Errand, ErrandStatus, HeadErrand, Stamp, TreeHead
from tenants.ledger.publishing.time_stamps import NotStamped, ask_for_stamp
from tenants.ledger.recording import record
from tenants.ledger.sealing.queries import newest_head
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.outgoing import post_webhook, webhook_secret
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake

DAY: Final = dt.timedelta(days=1)
LEASE: Final = dt.timedelta(minutes=5)
_FIRST_WAIT: Final = dt.timedelta(minutes=1)
_MOST_ATTEMPTS: Final = 12
_BATCH: Final = 20


class NotTaken(Exception):
    """Nobody took the head; the sentence says what was answered."""


def head_secret() -> str:
    """The secret that the receiver of heads checks signatures with (Standard Webhooks)."""
    return webhook_secret("heads")


def every(kind: Errand) -> dt.timedelta:
    """How often a head goes out at most."""
    return dt.timedelta(seconds=settings.TIMESTAMP_EVERY) if kind == Errand.STAMP else DAY


def address_of(reseller: Reseller, kind: Errand) -> str:
    """Where heads go to; empty where the tenant names nobody."""
    if kind == Errand.STAMP:
        return reseller.timestamp_url or str(settings.TIMESTAMP_URL)
    return str(reseller.head_mailbox if kind == Errand.MAIL else reseller.head_webhook_url)


def owed(*, at: dt.datetime) -> list[tuple[Errand, str, TreeHead]]:
    """Which errands the newest head owes at `at` (UTC): a new head, and the last one of the kind long enough ago."""
    head, reseller = newest_head(), _reseller()
    if head is None or reseller is None:
        return []
    found = []
    for kind in Errand:
        address = address_of(reseller, kind)
        last = HeadErrand.objects.filter(kind=kind).order_by("-queued_at").first()
        if address and (last is None or (last.head_id < head.pk and last.queued_at <= at - every(kind))):
            found.append((kind, address, head))
    return found


@transaction.atomic
def queue_owed() -> int:
    """Queue what the newest head owes; returns how many errands."""
    at = clock.now()
    return sum(_queue(kind, address, head, at=at) for kind, address, head in owed(at=at))


@transaction.atomic
def send_newest(*, by: Any) -> int:
    """Queue the newest head for everyone who is named, whenever the last one went out; returns how many errands.

    Raises Refused: `nothing_sealed`, `nobody_named`.
    """
    head, reseller = newest_head(), _reseller()
    if head is None or reseller is None:
        raise Refused("nothing_sealed", _("Nothing is sealed yet, so there is no head to send."))
    at = clock.now()
    named = [(kind, address) for kind in Errand if (address := address_of(reseller, kind))]
    if not named:
        raise Refused("nobody_named", _("Name in the settings who gets the heads, or a time-stamping authority."))
    queued = sum(_queue(kind, address, head, at=at) for kind, address in named)
    record(verb="head.asked_for", at=at, by=by.pseudonym, subject=head, facts={"size": head.size, "errands": queued})
    wake("tenants.ledger.tasks.run_errands")
    return queued


def due(*, at: dt.datetime, real: dt.datetime) -> QuerySet[HeadErrand]:
    """Errands to be run at `at` (UTC), and those whose worker's lease ended before `real`."""
    queued = Q(status=ErrandStatus.QUEUED, next_attempt_at__lte=at)
    return HeadErrand.objects.filter(queued | Q(status=ErrandStatus.RUNNING, lease_until__lt=real))


def run_due() -> int:
    """Run every errand that is due; returns how many were done."""
    done = 0
    while errands := _claim():
        done += sum(_run(errand) for errand in errands)
    return done


def _queue(kind: Errand, address: str, head: TreeHead, *, at: dt.datetime) -> bool:
    errand = HeadErrand(head=head, kind=kind, address=address, queued_at=at, next_attempt_at=at)
    HeadErrand.objects.bulk_create([errand], ignore_conflicts=True)
    return HeadErrand.objects.filter(pk=errand.pk).exists()


@transaction.atomic
def _claim() -> list[HeadErrand]:
    at, real = clock.now(), clock.real_now()
    rows = due(at=at, real=real).select_for_update(skip_locked=True).order_by("next_attempt_at", "pk")
    taken = list(rows.values_list("pk", flat=True)[:_BATCH])
    held = HeadErrand.objects.filter(pk__in=taken)
    held.update(status=ErrandStatus.RUNNING, lease_until=real + LEASE, attempts=F("attempts") + 1)
    # Mail comes last in the alphabet's order turned round, so that it brings the stamp along.
    return list(held.select_related("head").order_by("queued_at", "-kind"))


def _run(errand: HeadErrand) -> bool:
    try:
        answer = _WAYS[Errand(errand.kind)](errand)
    except (NotTaken, NotStamped) as error:
        _settle(errand, taken=False, answer=str(error))
        return False
    return _settle(errand, taken=True, answer=answer)


@transaction.atomic
def _settle(errand: HeadErrand, *, taken: bool, answer: str) -> bool:
    at = clock.now()
    changed: dict[str, Any] = {"answer": answer[:300], "lease_until": None}
    if taken:
        changed |= {"status": ErrandStatus.DONE, "done_at": at}
    elif errand.attempts >= _MOST_ATTEMPTS:
        changed |= {"status": ErrandStatus.FAILED}
    else:
        wait = min(_FIRST_WAIT * 2 ** (errand.attempts - 1), DAY / 6)
        changed |= {"status": ErrandStatus.QUEUED, "next_attempt_at": at + wait}
    mine = HeadErrand.objects.filter(pk=errand.pk, status=ErrandStatus.RUNNING, lease_until=errand.lease_until)
    return bool(mine.update(**changed)) and taken


def _mailed(errand: HeadErrand) -> str:
    head, schema = errand.head, connection.schema_name
    mail = EmailMessage(
        _("Ledger head of %(host)s: %(size)d entries") % {"host": host_of(schema), "size": head.size},
        _(
            "The attached file is the signed head of the ledger over %(size)d entries, of %(at)s.\n\nKeep it where the"
            " portal's operator cannot change it. `verify_ledger --head` shows with it later whether anything under it"
            " was changed."
        )
        % {"size": head.size, "at": head.at.isoformat()},
        to=[errand.address],
        headers={"Message-ID": f"<{errand.pk}@{host_of(schema)}>", "X-Proviso-Kind": "head"},
    )
    mail.attach(f"ledger-{schema}-{head.size}.jws", head.signed + "\n", "text/plain")
    if stamp := Stamp.objects.filter(head=head).first():
        mail.attach(f"ledger-{schema}-{head.size}.tsr", bytes(stamp.response), "application/timestamp-reply")
    try:
        mail.send()
    except Exception as error:  # a server's or provider's library has its own errors
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    return ""


def _posted(errand: HeadErrand) -> str:
    head = errand.head
    data = {"size": head.size, "root_hash": bytes(head.root).hex(), "at": head.at.isoformat(), "signed": head.signed}
    answer = post_webhook(
        url=errand.address,
        message_id=str(errand.pk),
        body=json.dumps({"type": "ledger.head", "timestamp": errand.queued_at.isoformat(), "data": data}),
        secret=head_secret(),
        at=clock.real_now(),
        inwards=True,
    )
    if not answer.taken:
        raise NotTaken(answer.words)
    return answer.words


def _stamped(errand: HeadErrand) -> str:
    found = ask_for_stamp(url=errand.address, data=errand.head.signed.encode())
    stamp = Stamp(
        head=errand.head, authority=errand.address, response=found.response, at=found.at, trusted=found.trusted
    )
    Stamp.objects.bulk_create([stamp], ignore_conflicts=True)
    return found.at.isoformat()


_WAYS: dict[Errand, Callable[[HeadErrand], str]] = {
    Errand.MAIL: _mailed,
    Errand.WEBHOOK: _posted,
    Errand.STAMP: _stamped,
}


def _reseller() -> Reseller | None:
    """The tenant we stand in; None in public, whose operators' ledger is kept by its own means."""
    found: Reseller | None = Reseller.objects.filter(schema_name=connection.schema_name).first()
    return found
