"""Service levels, interruptions, credit statements and the exclusions in them."""

from enforcement.credits.models.approvals import ApprovalLimit, StatementApproval, StatementIssue
from enforcement.credits.models.facts import CreditClaim, MaintainedService, Maintenance, PastDue
from enforcement.credits.models.interruptions import (
    Attribution,
    Causation,
    FoundCause,
    Interruption,
    MonitoringAlert,
    MonitoringName,
    Withdrawal,
)
from enforcement.credits.models.levels import LevelVersion, ServiceLevel, ServiceLevelTerm
from enforcement.credits.models.months import MONTH, CreditMonth, Recomputation
from enforcement.credits.models.objections import Objection, ObjectionAnswer
from enforcement.credits.models.received import ReceivedCredit, ReceivedLine
from enforcement.credits.models.runs import CreditRun, PreviewedChange, RunCustomer
from enforcement.credits.models.statements import CreditStatement, Exclusion, Payment, StatementStatus

__all__ = [
    "MONTH",
    "ApprovalLimit",
    "Attribution",
    "Causation",
    "CreditClaim",
    "CreditMonth",
    "CreditRun",
    "CreditStatement",
    "Exclusion",
    "FoundCause",
    "Interruption",
    "LevelVersion",
    "MaintainedService",
    "Maintenance",
    "MonitoringAlert",
    "MonitoringName",
    "Objection",
    "ObjectionAnswer",
    "PastDue",
    "Payment",
    "PreviewedChange",
    "ReceivedCredit",
    "ReceivedLine",
    "Recomputation",
    "RunCustomer",
    "ServiceLevel",
    "ServiceLevelTerm",
    "StatementApproval",
    "StatementIssue",
    "StatementStatus",
    "Withdrawal",
]
