"""Publishes signed heads: mailed and posted to whoever the tenant names, and time-stamped.

A head that was kept elsewhere is what a later change is held against.
"""

import datetime as dt
from collections.abc import Callable
from typing import Final

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from tenants.ledger.models import HeadPublication, PublicationKind, Stamp
from tenants.ledger.publishing.time_stamps import NotStamped, ask_for_stamp
from tenants.outbox.actions import send_due
from tenants.outbox.queries import Outbox
from tenants.outbox.rules import AttemptResult
from tenants.outbox.webhooks import post_webhook, webhook_secret
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection


def _stamps_first(publication: HeadPublication) -> tuple[dt.datetime, bool]:
    """A head is stamped before it is mailed, so that the mail brings the stamp along."""
    return publication.queued_at, publication.kind != PublicationKind.STAMP


PUBLICATIONS: Final = Outbox(items=HeadPublication.objects.all, related=("head",), order=_stamps_first)


def head_secret() -> str:
    """Returns the secret that the receiver of heads checks signatures with (Standard Webhooks)."""
    return webhook_secret("heads")


def publish_due() -> int:
    """Publishes everything that is due; returns how many publications were taken."""
    return send_due(PUBLICATIONS, lambda publication: _WAYS[PublicationKind(publication.kind)](publication))


def _mailed(publication: HeadPublication) -> AttemptResult:
    head, schema = publication.head, connection.schema_name
    mail = EmailMessage(
        _("Ledger head of %(host)s: %(size)d entries") % {"host": host_of(schema), "size": head.size},
        _(
            "The attached file is the signed head of the ledger over %(size)d entries, of %(at)s.\n\nKeep it where the"
            " portal's operator cannot change it. `verify_ledger --head` shows with it later whether anything under it"
            " was changed."
        )
        % {"size": head.size, "at": head.at.isoformat()},
        to=[publication.address],
        headers={"Message-ID": f"<{publication.pk}@{host_of(schema)}>", "X-Proviso-Kind": "head"},
    )
    mail.attach(f"ledger-{schema}-{head.size}.jws", head.signed + "\n", "text/plain")
    if stamp := Stamp.objects.filter(head=head).first():
        mail.attach(f"ledger-{schema}-{head.size}.tsr", bytes(stamp.response), "application/timestamp-reply")
    mail.send()
    return AttemptResult("", taken=True)


def _posted(publication: HeadPublication) -> AttemptResult:
    head = publication.head
    data = {"size": head.size, "root_hash": bytes(head.root).hex(), "at": head.at.isoformat(), "signed": head.signed}
    return post_webhook(
        url=publication.address,
        message_id=str(publication.pk),
        payload={"type": "ledger.head", "timestamp": publication.queued_at.isoformat(), "data": data},
        secret=head_secret(),
        inwards=True,
    )


def _stamped(publication: HeadPublication) -> AttemptResult:
    head = publication.head
    try:
        found = ask_for_stamp(url=publication.address, data=head.signed.encode())
    except NotStamped as error:
        return AttemptResult(str(error))
    stamp = Stamp(head=head, authority=publication.address, response=found.response, at=found.at, trusted=found.trusted)
    Stamp.objects.bulk_create([stamp], ignore_conflicts=True)
    return AttemptResult(found.at.isoformat(), taken=True)


_WAYS: dict[PublicationKind, Callable[[HeadPublication], AttemptResult]] = {
    PublicationKind.MAIL: _mailed,
    PublicationKind.WEBHOOK: _posted,
    PublicationKind.STAMP: _stamped,
}
