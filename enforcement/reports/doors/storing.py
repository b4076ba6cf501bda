"""Keeps what a door was given, as it came, before anything reads it."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.reports.custody import room
from enforcement.reports.doors.arrivals import instants_of_arrival
from enforcement.reports.doors.fingerprints import fingerprint, is_xarf
from enforcement.reports.models import RawReport, Source
from tenants.ledger import clock
from tenants.ledger.entries import instant_text
from tenants.ledger.recording import record, recording_together
from tenants.people.models import User
from tenants.resellers import storage
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused

#: The mail door reads at once what it stored; a worker takes it up when that has not happened by then.
READ_WITHIN: Final = dt.timedelta(minutes=5)
FOLDER: Final = "raw-reports"


def store_raw(
    *, data: bytes, door: Source, by: User | None = None, network: str = "", arrived: dt.datetime | None = None
) -> tuple[RawReport, bool]:
    """Returns the stored raw report, and whether it is new: the same bytes or message twice are one.

    It came in when a mailbox says that it did (`arrived`), or else now.

    It takes room like evidence, and of its network's share where that is known. Raises Refused: `too_large` (413),
    `too_many_bytes` (429), `evidence_full`, `file_not_kept` (507: no room that the reseller gives, or on the disk).
    """
    known = _fingerprint(data)
    if stored := RawReport.objects.filter(fingerprint=known).first():
        return stored, False
    try:
        with transaction.atomic():
            return _stored(data, door, known, by, network, arrived), True
    except IntegrityError as error:
        if violated(error) != "reports_rawreport_fingerprint_key":
            raise
    return RawReport.objects.get(fingerprint=known), False


@transaction.atomic
def store_mails(mails: Sequence[bytes], arrived: Sequence[dt.datetime | None] = ()) -> list[tuple[RawReport, bool]]:
    """Stores several mails in one transaction, all or none; returns and raises what `store_raw` does.

    `arrived` are the instants at which the mailbox took each of them, where it says so. Each mail keeps its own: one
    that has none, or none that can be, came in its turn until now. Raises IntegrityError where another process stores
    one of them in this moment.
    """
    prints = [_fingerprint(data) for data in mails]
    known = {raw.fingerprint: raw for raw in RawReport.objects.filter(fingerprint__in=prints)}
    at = clock.now()
    fresh: dict[str, bytes] = {}
    stored: list[tuple[RawReport, bool]] = []
    instants = instants_of_arrival(arrived or [None] * len(mails), at)
    for data, one, came in zip(mails, prints, instants, strict=True):
        new = one not in known
        if new:
            known[one] = _raw(data, Source.MAIL, one, at, received_at=came)
            fresh[one] = data
        stored.append((known[one], new))
    RawReport.objects.bulk_create([known[one] for one in fresh])
    with recording_together():
        for one in fresh:
            _record(known[one], at)
    room.take(sum(map(len, fresh.values())), stranger=True)
    storage.keep_all(FOLDER, list(fresh.values()))  # before the commit, so that no row is without its bytes
    return stored


def _fingerprint(data: bytes) -> str:
    if len(data) > settings.RAW_REPORT_LIMIT:
        most = settings.RAW_REPORT_LIMIT // 1_000_000
        raise Refused("too_large", _("A report may have at most %d MB.") % most, status=413)
    return fingerprint(data)


def _stored(
    data: bytes, door: Source, known: str, by: User | None, network: str, arrived: dt.datetime | None
) -> RawReport:
    at = clock.now()
    (came,) = instants_of_arrival([arrived], at)
    raw = _raw(data, door, known, at, by, received_at=came)
    raw.save(force_insert=True)
    _record(raw, at)
    if network:
        room.count_from(network, raw.size)
    room.take(raw.size, stranger=door == Source.MAIL)
    storage.keep(FOLDER, data)  # before the commit, so that no row is without its bytes
    return raw


def _raw(
    data: bytes,
    door: Source,
    known: str,
    at: dt.datetime,
    by: User | None = None,
    *,
    received_at: dt.datetime,
) -> RawReport:
    return RawReport(
        door=door,
        form=RawReport.Form.XARF if is_xarf(data) else RawReport.Form.MAIL,
        digest=hashlib.sha256(data).hexdigest(),
        fingerprint=known,
        size=len(data),
        path=storage.path_of(FOLDER, data),
        received_at=received_at,
        by=by.pseudonym if by else None,
        try_at=at + READ_WITHIN if door == Source.MAIL else at,
    )


def _record(raw: RawReport, at: dt.datetime) -> None:
    facts = {"door": raw.door, "form": raw.form, "digest": raw.digest, "size": raw.size}
    facts |= {"received_at": instant_text(raw.received_at)}
    record(verb="raw_report.stored", at=at, by=raw.by, subject=raw, facts=facts)


def bytes_of(raw: RawReport) -> bytes:
    """Returns what was stored; empty where the disk no longer holds those bytes."""
    data = storage.read(raw.path) or b""
    return data if hashlib.sha256(data).hexdigest() == raw.digest else b""
