"""Reads a mail: a report in its words, as a table, as ARF or as XARF, or an answer to one of ours."""

import re
from dataclasses import replace

from enforcement.reports.reading import arf, plain, rows, senders, xarf
from enforcement.reports.reading.automatic import answered, answered_passing, is_automatic, is_from_a_machine
from enforcement.reports.reading.bounds import LONGEST_DESCRIPTION, LONGEST_LINE, MOST_BYTES, MOST_FILES, MOST_SEARCHED
from enforcement.reports.reading.mime import Mail, Part, taken_apart
from enforcement.reports.reading.model import Attachment, Incident, Kind, Reading, Triage
from enforcement.reports.reading.texts import decoded
from enforcement.reports.reading.times import Times
from enforcement.reports.reading.words.addresses import refanged
from enforcement.reports.reading.words.clocks import written_out
from enforcement.reports.reading.words.instants import Frame
from enforcement.reports.reading.words.received import Hop, handed_over, pasted, without_headers
from enforcement.reports.reading.words.zones import stated_zone

_LONG_LINE = re.compile(rf"[^\n]{{{LONGEST_LINE}}}")
#: What a form of a web site says of whoever filled it in.
_FORM = re.compile(
    r"\b(?:contact|web|website) ?form\b|kontaktformular|formulaire de contact|contactformulier", re.IGNORECASE
)
_FILLED_IN = re.compile(
    r"^[^\n:]{0,20}\b(?:sender|submitt\w{2,4}|visitor|user|remote|absender|besucher|expéditeur|afzender)\b[^\n:]{0,20}:[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TAG = re.compile(r"<(?:([A-Za-z_][\w.-]{0,40})|/[A-Za-z_][\w.-]{0,40})>")
#: What says nothing of the act.
_PASSED = ("text/vcard", "text/x-vcard", "text/calendar", "text/css", "application/pgp", "message/delivery-status")


def read_mail(raw: bytes) -> Reading:
    """Returns what a mail says; never raises."""
    try:
        return reading_of(raw)
    except Exception:  # noqa: BLE001 - whatever a mail breaks here, it goes to a person with its raw text and is not lost
        words = decoded(raw[:LONGEST_DESCRIPTION], None)[0]
        return Reading("unreadable", (Incident(description=words, triage=Triage.UNREADABLE),), answerable=False)


def reading_of(raw: bytes) -> Reading:
    """Returns what a mail says; `read_mail` stands before it as a guard."""
    mail = taken_apart(raw[:MOST_BYTES])
    number = answered(mail.headers)
    automatic = is_automatic(mail, number)
    kind, incidents = _incidents(mail)
    if automatic and kind == "plain" and number is None and any(not one.triage for one in incidents):
        automatic = False
    if automatic and kind == "plain":
        incidents = ()
    elif mail.too_much or len(raw) > MOST_BYTES:
        incidents = tuple(one if one.triage else replace(one, triage=Triage.TOO_MUCH) for one in incidents)
    email, name = senders.sender(mail.headers)
    return Reading(
        kind,
        incidents,
        email,
        name,
        mail.headers.first("subject"),
        mail.headers.first("message-id"),
        automatic=automatic and kind in {"plain", "unreadable"},
        answerable=not automatic and not is_from_a_machine(mail.headers),
        answers=number,
        answers_passing=answered_passing(mail.headers),
    )


def _incidents(mail: Mail) -> tuple[Kind, tuple[Incident, ...]]:
    """Returns what a mail reports, in the most exact of the forms that it has."""
    frame = senders.frame(mail.headers)
    if found := arf.feedback(mail):
        return "arf", tuple(arf.read_feedback(mail, found, frame))
    if reports := [one for part in mail.parts for one in xarf.reports_in(part.words)]:
        kind, incidents = xarf.read_reports(reports, frame)
        return kind, _with_files(incidents, mail)
    subject = mail.headers.first("subject")
    if table := rows.read_rows(mail, subject, frame):
        return "plain", tuple(table)
    if not any(part.words.strip() for part in mail.parts) and not mail.parts[1:] and not subject:
        return "unreadable", (Incident(triage=Triage.UNREADABLE),)
    return "plain", _with_files(_in_words(mail, subject, frame), mail)


def _in_words(mail: Mail, subject: str, frame: Frame) -> tuple[Incident, ...]:
    """Returns what the words of a mail report; those of a mail inside it where its own name nothing."""
    written = [part for part in mail.parts if part.words and not part.content_type.startswith(_PASSED)]
    own = [part for part in written if not part.enclosed]
    incidents = plain.incidents(_told(mail, own, subject, frame))
    inner = next((part.inner for part in mail.parts if part.inner is not None), None)
    if inner is not None and incidents[0].triage:
        inside = [part for part in written if part.enclosed]
        further = plain.incidents(_told(mail, own + inside, f"{subject} {inner.first('subject')}", frame))
        incidents = incidents if further[0].triage else further
    if not all(part.reliable for part in own):
        incidents = tuple(one if one.triage else replace(one, triage=Triage.UNREADABLE) for one in incidents)
    return incidents


def _told(mail: Mail, parts: list[Part], subject: str, frame: Frame) -> plain.Told:
    ordered = sorted(parts, key=lambda part: part.attached)
    words = "\n".join(part.words for part in ordered)[:MOST_SEARCHED]
    shown = words[:LONGEST_DESCRIPTION]
    houses = senders.houses(mail.headers)
    hop, dated = _handed_over(mail, words, houses)
    searched = _searched(words)
    frame = Frame(frame.sent, stated_zone(searched, frame.zone) or frame.zone)
    others = tuple(at for stamp in (hop.stamp if hop else "", dated) if (at := senders.instant(stamp)))
    heading = written_out(refanged(subject))
    times = Times(searched, frame, heading, others[:1])
    who = " ".join(senders.sender(mail.headers))
    return plain.Told(heading, searched, shown, times, who, houses, senders.relays(mail.headers), hop)


def _searched(words: str) -> str:
    """Returns words as they are searched: addresses made whole, tags as labels, no `Received` lines."""
    words = written_out(without_headers(refanged(words)))
    if _FORM.search(words[:LONGEST_LINE]):
        words = _FILLED_IN.sub("", words)
    if "</" in words:
        words = _TAG.sub(lambda found: f" {found[1]}: " if found[1] else " ", words)
    return _LONG_LINE.sub(r"\g<0>\n", words)


def _handed_over(mail: Mail, words: str, houses: frozenset[str]) -> tuple[Hop | None, str]:
    """Returns how the mail that is reported came to the reporter, and its date: attached, or pasted into the words."""
    for part in mail.parts:
        if part.inner is not None and senders.is_to_us(part.inner, mail.headers):
            return None, ""
        if part.inner is not None:
            return handed_over(part.inner.all("received"), houses), part.inner.first("date")
        if part.content_type == "text/rfc822-headers" or (part.attached and part.filename.lower().endswith(".eml")):
            words = part.words or decoded(part.data[:MOST_SEARCHED], None)[0]
            break
    headers = pasted(words)
    received = [value for name, value in headers if name == "received"]
    return handed_over(received, houses), dict(headers).get("date", "") if received else ""


def _with_files(incidents: tuple[Incident, ...], mail: Mail) -> tuple[Incident, ...]:
    """Returns an incident with the files that came along; of several, nothing says whose they are."""
    files = tuple(
        Attachment(part.filename or _name(part), part.content_type, part.data)
        for part in mail.parts
        if not part.enclosed and part.data and (part.attached or not part.words) and not xarf.reports_in(part.words)
    )
    if len(incidents) != 1:
        return incidents
    return (replace(incidents[0], evidence=(*incidents[0].evidence, *files)[:MOST_FILES]),)


def _name(part: Part) -> str:
    return "mail.eml" if part.content_type == "message/rfc822" else "attachment"
