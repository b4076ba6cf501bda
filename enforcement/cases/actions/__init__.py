"""What can be done with a case: opening and closing it, working on it, determining a violation, approving that."""

from enforcement.cases.actions.cases import attach_report, close_case, investigate_case, open_case, reopen_case
from enforcement.cases.actions.desk import assign_case, prioritise_case
from enforcement.cases.actions.determinations import approve_determination, determine
from enforcement.cases.actions.merging import merge_case, split_case
from enforcement.cases.actions.notes import write_note, write_to_customer, write_to_reporters
from enforcement.cases.actions.reply_templates import remove_template, save_template

__all__ = [
    "approve_determination",
    "assign_case",
    "attach_report",
    "close_case",
    "determine",
    "investigate_case",
    "merge_case",
    "open_case",
    "prioritise_case",
    "remove_template",
    "reopen_case",
    "save_template",
    "split_case",
    "write_note",
    "write_to_customer",
    "write_to_reporters",
]
