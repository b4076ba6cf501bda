"""Reads a XARF report."""

from enforcement.reports.reading.model import Incident, Reading, Triage


def read_xarf(raw: bytes) -> Reading:
    """Returns what it says; never raises."""
    words = raw[:20_000].decode("utf-8", "replace")
    return Reading("unreadable", (Incident(description=words, triage=Triage.UNREADABLE),))
