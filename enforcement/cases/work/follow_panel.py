"""What a reporter reads of notes, on the page that follows the report."""

from enforcement.cases.models import Note, NoteKind
from enforcement.reports.models import Report
from tenants.people.panels import Panel

SHOWN = 50


def notes_panel(report: Report) -> Panel | None:
    """The notes that were written to this report's reporter, the newest first."""
    notes = list(Note.objects.filter(kind=NoteKind.REPORTER, readers__report=report).order_by("-written_at")[:SHOWN])
    return Panel("cases/work/_follow_notes.html", {"notes": notes}) if notes else None
