"""What can be done with a case: opening and closing it, determining a violation, approving that."""

from enforcement.cases.actions.cases import attach_report, close_case, investigate_case, open_case, reopen_case
from enforcement.cases.actions.determinations import approve_determination, determine

__all__ = [
    "approve_determination",
    "attach_report",
    "close_case",
    "determine",
    "investigate_case",
    "open_case",
    "reopen_case",
]
