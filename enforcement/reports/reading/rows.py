"""Reads the tables of feeds (ShadowServer's, a CERT's), as CSV, in a ZIP or in a mail's words; rows are incidents."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from enforcement.reports.reading import fields
from enforcement.reports.reading.bounds import LONGEST_BODY, LONGEST_DESCRIPTION, MOST_INCIDENTS, MOST_SEARCHED
from enforcement.reports.reading.columns import ADDRESSES, HALVES, KINDS, LAST, PORTS, TIMES, heading
from enforcement.reports.reading.conduct import FEEDS
from enforcement.reports.reading.mime import Mail
from enforcement.reports.reading.model import Incident, Triage
from enforcement.reports.reading.tables import tables_in
from enforcement.reports.reading.texts import decoded
from enforcement.reports.reading.words.addresses import refanged
from enforcement.reports.reading.words.conduct import conduct
from enforcement.reports.reading.words.instants import Frame
from enforcement.reports.reading.words.zones import stated_zone
from tenants.csv_files.reading import Column, CsvRow, read_csv

#: The columns by which ShadowServer's reports are known; their times are UTC.
_SHADOWSERVER = frozenset({"timestamp", "ip", "asn", "geo"})
_MOST_COLUMNS = 200
_MOST_FILES = 10
_SHOWN = 300


def read_rows(mail: Mail, subject: str, frame: Frame) -> list[Incident]:
    """Returns an incident of every row of the first table that names addresses; empty where there is none."""
    for filename, around, names, rows in islice(_tables(mail), _MOST_FILES):
        place = next((name for name in ADDRESSES if name in names), None)
        if not rows or place is None:
            continue
        near = _frame(names, around, frame)
        told = "" if filename else around
        kept = rows[:MOST_INCIDENTS]
        found = _merged([_incident(row, place, near, _category(filename, subject, row, told)) for row in kept])
        if len(rows) > MOST_INCIDENTS:
            found.append(Incident(description=f"{filename}: {len(rows)}", triage=Triage.TOO_MUCH))
        return found
    return []


def _merged(incidents: Iterable[Incident]) -> list[Incident]:
    """Returns rows about one act as one incident: the same target did the same, from the first time to the last."""
    found: dict[object, Incident] = {}
    for number, one in enumerate(incidents):
        key: object = number if one.triage else (one.category, one.targets)
        known = found.setdefault(key, one)
        if known is not one and known.started_at and known.ended_at and one.started_at and one.ended_at:
            found[key] = replace(
                known,
                started_at=min(known.started_at, one.started_at),
                ended_at=max(known.ended_at, one.ended_at),
                description=f"{known.description}\n\n{one.description}"[:LONGEST_DESCRIPTION],
            )
    return list(found.values())


def _tables(mail: Mail) -> Iterator[tuple[str, str, list[str], list[CsvRow]]]:
    """Yields each table: the name of its file, the words that tell its zone, its headings and its rows."""
    for filename, words in _files(mail):
        names = _names(words)
        rows = read_csv(words.encode(), {name: Column(name, str) for name in names})[0]
        yield filename or "table.csv", words[:_SHOWN], names, rows
    own = _own_words(mail)
    for names, rows in tables_in(own):
        yield "", own, names, rows


def _files(mail: Mail) -> Iterator[tuple[str, str]]:
    """Yields the name and the words of each table that came along, those in archives too."""
    for part in mail.parts:
        name = part.filename.lower()
        if part.words and (part.content_type == "text/csv" or name.endswith(".csv")):
            yield part.filename, part.words
        elif part.data.startswith(b"PK\x03\x04") and (name.endswith(".zip") or "zip" in part.content_type):
            yield from _unpacked(part.data)


def _unpacked(data: bytes) -> Iterator[tuple[str, str]]:
    """Yields the tables in an archive, each as far as a body is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            tables = [one for one in archive.infolist()[:_MOST_COLUMNS] if one.filename.lower().endswith(".csv")]
            for table in tables[:_MOST_FILES]:
                with archive.open(table) as file:
                    yield table.filename, decoded(file.read(LONGEST_BODY), None)[0]
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        return


def _names(words: str) -> list[str]:
    """Returns the headings of a table as `read_csv` calls them."""
    line = words.lstrip("\n").split("\n", 1)[0][: _MOST_COLUMNS * 40]
    return list(map(heading, re.split(r"[,;\t]", line)[:_MOST_COLUMNS]))


def _frame(names: list[str], words: str, frame: Frame) -> Frame:
    if _SHADOWSERVER.issubset(names) or any(name == "utc" or name.endswith("_utc") for name in names):
        return Frame(frame.sent, dt.UTC)
    return Frame(frame.sent, stated_zone(words, frame.zone) or frame.zone)


def _incident(row: CsvRow, place: str, frame: Frame, category: str | None) -> Incident:
    target = fields.target(row.get(place), next((port for name in PORTS if (port := row.get(name))), None))
    at, sure = next((found for value in _times(row) if (found := fields.instant(value, frame))[0]), (None, True))
    triage = (
        ("" if target else Triage.NO_TARGET)
        or ("" if at else Triage.NO_TIME)
        or ("" if sure else Triage.TIME_IN_DOUBT)
        or ("" if category else Triage.NO_CATEGORY)
    )
    description = "\n".join(f"{name}: {str(value)[:_SHOWN]}" for name, value in row.values.items() if value)
    last = next((ended for name in LAST if (ended := fields.instant(row.get(name), frame)[0])), at)
    until = max(at, last) if at and last else at
    return Incident(category, (target,) if target else (), at, until, description[:LONGEST_DESCRIPTION], (), "", triage)


def _times(row: CsvRow) -> Iterator[str]:
    for day, clock in HALVES:
        if row.get(day) and row.get(clock):
            yield f"{row.get(day)} {row.get(clock)}"
    yield from (str(row.get(name)) for name in TIMES if row.get(name))


def _category(filename: str, subject: str, row: CsvRow, around: str) -> str | None:
    for name in (filename.lower(), subject.lower()):
        for pattern, category in FEEDS:
            if re.search(pattern, name):
                return category
    said = conduct(subject, " ".join(str(row.get(name) or "") for name in KINDS))
    return said or (conduct(subject, around) if around else None)


def _own_words(mail: Mail) -> str:
    """Returns the words of a mail itself, without those of files and of mails inside it."""
    own = [
        one.words
        for one in mail.parts
        if not one.attached and not one.enclosed and one.content_type.startswith("text/")
    ]
    return refanged("\n".join(own)[:MOST_SEARCHED])
