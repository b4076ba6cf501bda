"""The verbs of measures and holds."""

from enforcement.holds.actions.holds import confirm_hold, lift_hold, place_hold, resend_calls
from enforcement.holds.actions.measures import approve_measure, cancel_measure, end_measure, propose_measure

__all__ = [
    "approve_measure",
    "cancel_measure",
    "confirm_hold",
    "end_measure",
    "lift_hold",
    "place_hold",
    "propose_measure",
    "resend_calls",
]
