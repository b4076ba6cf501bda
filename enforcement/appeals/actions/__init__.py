"""What can be done with an appeal: filing and withdrawing it, taking it into review, deciding or dismissing it."""

from enforcement.appeals.actions.deciding import decide_appeal
from enforcement.appeals.actions.filing import file_appeal, file_for_customer, withdraw_appeal
from enforcement.appeals.actions.instead import Anew, Milder
from enforcement.appeals.actions.reviewing import dismiss_appeal, take_appeal

__all__ = [
    "Anew",
    "Milder",
    "decide_appeal",
    "dismiss_appeal",
    "file_appeal",
    "file_for_customer",
    "take_appeal",
    "withdraw_appeal",
]
