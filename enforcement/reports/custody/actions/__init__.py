"""What may be done with evidence in custody."""

from enforcement.reports.custody.actions.authorities import report_to_authority
from enforcement.reports.custody.actions.legal_holds import end_legal_hold, place_legal_hold
from enforcement.reports.custody.actions.opening import (
    open_evidence,
    open_raw_report,
    open_words,
    read_evidence,
    read_raw_report,
)
from enforcement.reports.custody.actions.removing import remove_evidence, remove_raw_report
from enforcement.reports.custody.actions.sealing import seal_report

__all__ = [
    "end_legal_hold",
    "open_evidence",
    "open_raw_report",
    "open_words",
    "place_legal_hold",
    "read_evidence",
    "read_raw_report",
    "remove_evidence",
    "remove_raw_report",
    "report_to_authority",
    "seal_report",
]
