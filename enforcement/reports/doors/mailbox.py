"""Polls the abuse mailbox over IMAP: each mail is stored, then marked as read, and never fetched again."""

import datetime as dt
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from django.db.models import Q
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.models import Mailbox, Source
from tenants.ledger import clock
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

log = structlog.get_logger(__name__)

POLL_EVERY: Final = dt.timedelta(minutes=1)
MOST_AT_ONCE: Final = 200
_TIMEOUT: Final = 20  # seconds
_TOO_LARGE: Final = 413


def mailbox_url() -> str:
    """Returns the address of this tenant's mailbox, `imaps://user:password@host/folder`; empty where it has none."""
    return str(settings.MAILBOXES.get(connection.schema_name, ""))


def mailbox_error() -> Mailbox | None:
    """Returns the mailbox where it cannot be read, or holds a mail that cannot be taken, for staff to see."""
    return Mailbox.objects.exclude(error="").first() if mailbox_url() else None


def poll_due() -> bool:
    """Whether the mailbox waits to be polled."""
    if not mailbox_url():
        return False
    return not Mailbox.objects.filter(polled_at__gt=clock.now() - POLL_EVERY).exists()


def poll() -> int:
    """Stores and reads what is new in the mailbox; returns how many mails. What is wrong with it is kept for staff."""
    at = clock.now()
    Mailbox.objects.bulk_create([Mailbox(polled_at=at - 2 * POLL_EVERY)], ignore_conflicts=True)
    # Whoever moves the instant polls; another worker comes too late.
    if not Mailbox.objects.filter(polled_at__lte=at - POLL_EVERY).update(polled_at=at):
        return 0
    try:
        with _opened(mailbox_url()) as (server, folder):
            taken, wrong = _taken(server, folder)
    except (IMAPClientError, OSError, ssl.SSLError, ValueError) as error:
        log.warning("mailbox_not_read", exc_info=True)
        taken, wrong = 0, f"{type(error).__name__}: {error}"[:300]
    Mailbox.objects.update(error=wrong)
    Mailbox.objects.filter(error="").update(failing_since=None)
    Mailbox.objects.filter(~Q(error=""), failing_since=None).update(failing_since=at)
    return taken


@contextmanager
def _opened(address: str) -> Iterator[tuple[IMAPClient, str]]:
    """Logs in; production takes no connection that others could read."""
    url = urlsplit(address)
    secure = url.scheme == "imaps"
    if not url.hostname or not (secure or (url.scheme == "imap" and not settings.PRODUCTION)):
        raise ValueError("the mailbox's address must be imaps://user:password@host/folder")
    with IMAPClient(url.hostname, port=url.port, ssl=secure, timeout=_TIMEOUT) as server:
        server.login(unquote(url.username or ""), unquote(url.password or ""))
        yield server, unquote(url.path.strip("/")) or "INBOX"


def _taken(server: IMAPClient, folder: str) -> tuple[int, str]:
    """Stores every mail after the last one, in order; of a mailbox that is new to us, those that nobody read."""
    found = server.select_folder(folder)
    kept = Mailbox.objects.get()
    known = kept.uid_validity == found[b"UIDVALIDITY"]
    last = kept.last_uid if known else 0
    uids = server.search(["UID", f"{last + 1}:*"] if known else ["UNSEEN"])
    taken, wrong = 0, ""
    for uid in sorted(uid for uid in uids if uid > last)[:MOST_AT_ONCE]:
        try:
            _take(server, uid)
            taken += 1
        except Refused as refusal:
            if refusal.status != _TOO_LARGE:
                raise OSError(refusal.sentence) from refusal  # nothing is stored: the next poll tries again
            wrong = f"{uid}: {refusal.sentence}"[:300]
        Mailbox.objects.update(uid_validity=found[b"UIDVALIDITY"], last_uid=uid)
    return taken, wrong


def _take(server: IMAPClient, uid: int) -> None:
    size = int(server.fetch([uid], ["RFC822.SIZE"])[uid][b"RFC822.SIZE"])
    if size > settings.RAW_REPORT_LIMIT:
        raise Refused("too_large", f"{size} bytes are more than a report may have.", status=_TOO_LARGE)
    data = server.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
    raw, new = store_raw(data=data, door=Source.MAIL)
    server.add_flags([uid], [SEEN], silent=True)
    take_in(raw, data if new else None)
