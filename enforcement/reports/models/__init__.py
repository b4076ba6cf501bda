"""Abuse reports, the raw mails they stand in, who sent them, and the evidence they brought."""

from enforcement.reports.models.evidence import Evidence
from enforcement.reports.models.mails import ReportMail
from enforcement.reports.models.raw import RawReport, Source
from enforcement.reports.models.reports import Reason, Report, Reporter, ReportStatus, SenderCount, Triage
from enforcement.reports.models.saved_filters import SavedFilter
from enforcement.reports.models.senders import MutedSender

__all__ = [
    "Evidence",
    "MutedSender",
    "RawReport",
    "Reason",
    "Report",
    "ReportMail",
    "ReportStatus",
    "Reporter",
    "SavedFilter",
    "SenderCount",
    "Source",
    "Triage",
]
