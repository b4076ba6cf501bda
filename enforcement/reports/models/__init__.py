"""Abuse reports, who sent them, and the evidence they brought."""

from enforcement.reports.models.evidence import Evidence
from enforcement.reports.models.reports import Reason, Report, Reporter, ReportStatus, SenderCount, Source

__all__ = ["Evidence", "Reason", "Report", "ReportStatus", "Reporter", "SenderCount", "Source"]
