"""The verbs of service levels, interruptions and credit statements."""

from enforcement.credits.actions.approving import approve_statement, approve_statements
from enforcement.credits.actions.issuing import issue_statement, issue_statements
from enforcement.credits.actions.moving import MOST, Batch
from enforcement.credits.actions.paying import pay_statement, pay_statements
from enforcement.credits.interruptions.actions import import_interruptions, link_cause, withdraw_interruption
from enforcement.credits.levels.actions import assign_level, change_level, create_level
from enforcement.credits.runs.actions import run_credits

__all__ = [
    "MOST",
    "Batch",
    "approve_statement",
    "approve_statements",
    "assign_level",
    "change_level",
    "create_level",
    "import_interruptions",
    "issue_statement",
    "issue_statements",
    "link_cause",
    "pay_statement",
    "pay_statements",
    "run_credits",
    "withdraw_interruption",
]
