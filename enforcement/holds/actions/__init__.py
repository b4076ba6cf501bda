"""The verbs of measures and holds."""

from enforcement.holds.actions.holds import confirm_hold, lift_hold, place_hold, resend_calls
from enforcement.holds.actions.measures import approve_measure, cancel_measure, end_measure, extend_measure
from enforcement.holds.actions.proposing import propose_measure, reinstate, suspend_for_now

__all__ = [
    "approve_measure",
    "cancel_measure",
    "confirm_hold",
    "end_measure",
    "extend_measure",
    "lift_hold",
    "place_hold",
    "propose_measure",
    "reinstate",
    "resend_calls",
    "suspend_for_now",
]
