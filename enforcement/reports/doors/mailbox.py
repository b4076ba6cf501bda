"""Polls the abuse mailbox over IMAP: each mail is stored, then marked as read, and never fetched again."""

import datetime as dt
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

from enforcement.reports.doors.storing import store_mails, store_raw
from enforcement.reports.doors.taking_in import take_in, take_in_together
from enforcement.reports.models import Mailbox, Source
from tenants.ledger import clock
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

log = structlog.get_logger(__name__)

POLL_EVERY: Final = dt.timedelta(minutes=1)
MOST_AT_ONCE: Final = 200
#: So many mails, and so many bytes of them, are stored in one transaction; others wait no longer for its locks.
TOGETHER: Final = 25
_BYTES_TOGETHER: Final = 10_000_000
_TIMEOUT: Final = 20  # seconds


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
    waiting = sorted(uid for uid in uids if uid > last)[:MOST_AT_ONCE]
    sizes, arrived = _sizes_and_arrivals(server, waiting)
    large = [uid for uid in waiting if sizes.get(uid, 0) > settings.RAW_REPORT_LIMIT]
    taken = 0
    for some in _groups({uid: size for uid, size in sizes.items() if uid not in large}):
        found_now = server.fetch(some, ["BODY.PEEK[]"])
        mails = {uid: found_now[uid][b"BODY[]"] for uid in some if uid in found_now}  # others are deleted by now
        try:
            _take(server, mails, [arrived.get(uid) for uid in mails])
        except Refused as refusal:
            raise OSError(refusal.sentence) from refusal  # the next poll tries again what is not stored
        taken += len(mails)
        Mailbox.objects.update(uid_validity=found[b"UIDVALIDITY"], last_uid=some[-1])
    if waiting:
        Mailbox.objects.update(uid_validity=found[b"UIDVALIDITY"], last_uid=waiting[-1])
    wrong = f"{large[-1]}: {sizes[large[-1]]} bytes are more than a report may have." if large else ""
    return taken, wrong


def _sizes_and_arrivals(server: IMAPClient, uids: list[int]) -> tuple[dict[int, int], dict[int, dt.datetime]]:
    """Returns how many bytes each mail has, and when the mailbox took it."""
    server.normalise_times = False  # aware instants, in the zone that the server writes
    found = server.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"]) if uids else {}
    sizes = {uid: int(found[uid][b"RFC822.SIZE"]) for uid in uids if uid in found}
    dates = {uid: found[uid].get(b"INTERNALDATE") for uid in sizes}
    return sizes, {uid: date for uid, date in dates.items() if isinstance(date, dt.datetime) and date.tzinfo}


def _groups(sizes: dict[int, int]) -> Iterator[list[int]]:
    """Yields the mails that are stored in one transaction, in their order."""
    group: list[int] = []
    for uid, size in sizes.items():
        if group and (len(group) == TOGETHER or sum(sizes[one] for one in group) + size > _BYTES_TOGETHER):
            yield group
            group = []
        group.append(uid)
    if group:
        yield group


def _take(server: IMAPClient, mails: dict[int, bytes], arrived: list[dt.datetime | None]) -> None:
    """Stores mails, marks them as read and reads them: all at once, or each by itself where that is refused."""
    try:
        stored = store_mails(list(mails.values()), arrived)
    except (Refused, IntegrityError):
        for (uid, data), came in zip(mails.items(), arrived, strict=True):
            raw, new = store_raw(data=data, door=Source.MAIL, arrived=came)
            server.add_flags([uid], [SEEN], silent=True)
            take_in(raw, data if new else None)
        return
    server.add_flags(list(mails), [SEEN], silent=True)
    brought = zip(stored, mails.values(), strict=True)
    take_in_together([(raw, data if new else None) for (raw, new), data in brought])
