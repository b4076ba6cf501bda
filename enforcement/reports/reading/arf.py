"""Reads ARF, the feedback reports of mailbox providers (RFC 5965, 6591, 6650), whole or with parts missing."""

import datetime as dt
import re
from collections.abc import Iterator

from enforcement.reports.reading import fields, senders
from enforcement.reports.reading.bounds import LONGEST_DESCRIPTION, MOST_INCIDENTS, MOST_TARGETS
from enforcement.reports.reading.conduct import ARF
from enforcement.reports.reading.mime import Mail, Part
from enforcement.reports.reading.model import Attachment, Incident, Target, Triage
from enforcement.reports.reading.words.addresses import addresses
from enforcement.reports.reading.words.conduct import conduct
from enforcement.reports.reading.words.instants import Frame
from enforcement.reports.reading.words.received import handed_over, pasted

_FIELD = re.compile(r"^(?P<name>[A-Za-z][\w-]{1,60}):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+[^\n]*){0,20})", re.MULTILINE)
_MARK = re.compile(r"^Feedback-Type:", re.MULTILINE | re.IGNORECASE)
Fields = dict[str, list[str]]


def feedback(mail: Mail) -> list[tuple[Fields, list[Part]]]:
    """Returns the fields of every feedback report in a mail, each with the parts that follow it."""
    found: list[tuple[Fields, list[Part]]] = []
    for part in mail.parts:
        if part.content_type == "message/feedback-report" or (part.words and _MARK.search(part.words[:_REACH])):
            found.append((_fields(part.words), []))
        elif found:
            found[-1][1].append(part)
    return found[: MOST_INCIDENTS + 1]


_REACH = 2_000


def read_feedback(mail: Mail, found: list[tuple[Fields, list[Part]]], frame: Frame) -> Iterator[Incident]:
    """Yields the incident of each feedback report."""
    words = "\n".join(part.words for part in mail.parts if not part.enclosed and part.content_type.startswith("text/"))
    houses = senders.houses(mail.headers)
    for place, (said, parts) in enumerate(found):
        if place == MOST_INCIDENTS:
            yield Incident(triage=Triage.TOO_MUCH)
            return
        yield _incident(said, parts, frame, houses, mail.headers.first("subject"), words)


def _incident(
    said: Fields, parts: list[Part], frame: Frame, houses: frozenset[str], subject: str, words: str
) -> Incident:
    kind = _first(said, "feedback-type").lower()
    category = ARF.get(kind) or (conduct(subject, words) if kind in {"", "other"} else None)
    received, dated = _original(parts)
    hop = handed_over(received, houses)
    sources = [text for value in said.get("source-ip", []) for text in addresses(value)]
    if not sources:
        sources = [one.text for value in said.get("source", []) if (one := fields.target(value))]
    port = fields.number_of_port(_first(said, "source-port"))
    targets = [Target(text, port) for text in dict.fromkeys(sources)]
    if not targets and hop:
        targets = [Target(hop.address)]
    if not targets or category in _PLACES:
        named = [fields.target(value) for name in ("reported-uri", "reported-domain") for value in said.get(name, [])]
        targets += [one for one in named if one and one.text not in {known.text for known in targets}]
    at, sure = _time(said, hop.stamp if hop else "", dated, frame)
    several = len(set(sources)) > 1
    triage = (
        ("" if targets else Triage.NO_TARGET)
        or (Triage.SEVERAL_TARGETS if several else "")
        or ("" if at else Triage.NO_TIME)
        or ("" if sure else Triage.TIME_IN_DOUBT)
        or ("" if category else Triage.NO_CATEGORY)
    )
    listed = "\n".join(f"{name}: {value}" for name, values in said.items() for value in values)
    description = f"{words.strip()}\n\n{listed}".strip()[:LONGEST_DESCRIPTION]
    evidence = tuple(
        Attachment(part.filename or "original.eml", part.content_type, part.data)
        for part in parts
        if part.content_type in {"message/rfc822", "text/rfc822-headers"} and not part.enclosed
    )
    return Incident(category, tuple(targets[:MOST_TARGETS]), at, at, description, evidence, "", triage)


#: What is reported at a place, so that the host counts beside the address.
_PLACES = frozenset({"spoofing", "malware"})


def _time(said: Fields, stamp: str, dated: str, frame: Frame) -> tuple[dt.datetime | None, bool]:
    for value in (_first(said, "arrival-date"), _first(said, "received-date"), stamp, dated):
        if value:
            at, sure = fields.instant(value, frame)
            if at:
                return at, sure
    return None, True


def _original(parts: list[Part]) -> tuple[list[str], str]:
    """Returns the `Received` lines and the date of the mail that is reported."""
    for part in parts:
        if part.inner is not None:
            return part.inner.all("received"), part.inner.first("date")
        if part.content_type == "text/rfc822-headers" or part.words.startswith("Received:"):
            headers = pasted(part.words)
            return [value for name, value in headers if name == "received"], dict(headers).get("date", "")
    return [], ""


def _fields(words: str) -> Fields:
    found: Fields = {}
    for match in _FIELD.finditer(words[:_LONGEST]):
        values = found.setdefault(match["name"].lower(), [])
        if len(values) < MOST_TARGETS:
            values.append(" ".join(match["value"].split()))
    return found


_LONGEST = 20_000


def _first(said: Fields, name: str) -> str:
    return said.get(name, [""])[0]
