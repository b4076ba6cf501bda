"""Abuse reports, the raw mails they stand in, who sent them, the evidence they brought, and what became of it."""

from enforcement.reports.models.ages import OldestAct
from enforcement.reports.models.client_tokens import ClientToken
from enforcement.reports.models.custody import AuthorityReport, LegalHold, Removal, SealedText, Sealing
from enforcement.reports.models.evidence import Claim, Evidence, EvidenceUse, NetworkUse
from enforcement.reports.models.following import Addition, Complaint, MailToReporter
from enforcement.reports.models.mailboxes import Mailbox
from enforcement.reports.models.mails import RelatedMail, ReportMail
from enforcement.reports.models.raw import RawReport, Source
from enforcement.reports.models.reports import Reason, Report, Reporter, ReportStatus, SenderCount, Triage
from enforcement.reports.models.saved_filters import SavedFilter
from enforcement.reports.models.senders import MutedSender

__all__ = [
    "Addition",
    "AuthorityReport",
    "Claim",
    "ClientToken",
    "Complaint",
    "Evidence",
    "EvidenceUse",
    "LegalHold",
    "MailToReporter",
    "Mailbox",
    "MutedSender",
    "NetworkUse",
    "OldestAct",
    "RawReport",
    "Reason",
    "RelatedMail",
    "Removal",
    "Report",
    "ReportMail",
    "ReportStatus",
    "Reporter",
    "SavedFilter",
    "SealedText",
    "Sealing",
    "SenderCount",
    "Source",
    "Triage",
]
