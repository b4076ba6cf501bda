"""The verbs of service levels, interruptions and credit statements."""

from enforcement.credits.actions.computing import Run, recompute, run_credits
from enforcement.credits.actions.levels import assign_level, change_level, create_level
from enforcement.credits.actions.statements import approve_statement, issue_statement, pay_statement
from enforcement.credits.interruptions.actions import import_interruptions, link_cause, withdraw_interruption

__all__ = [
    "Run",
    "approve_statement",
    "assign_level",
    "change_level",
    "create_level",
    "import_interruptions",
    "issue_statement",
    "link_cause",
    "pay_statement",
    "recompute",
    "run_credits",
    "withdraw_interruption",
]
