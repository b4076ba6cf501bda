"""The verbs of measures and holds."""

from enforcement.holds.actions.holds import confirm_hold, lift_hold, place_hold, resend_calls
from enforcement.holds.actions.measures import approve_measure, cancel_measure, end_measure, extend_measure
from enforcement.holds.actions.proposing import propose_measure, reinstate, suspend_for_now
from enforcement.holds.actions.several import cancel_measures, end_measures, lift_holds
from enforcement.holds.actions.states import accept_difference, pull_states, send_again

__all__ = [
    "accept_difference",
    "approve_measure",
    "cancel_measure",
    "cancel_measures",
    "confirm_hold",
    "end_measure",
    "end_measures",
    "extend_measure",
    "lift_hold",
    "lift_holds",
    "place_hold",
    "propose_measure",
    "pull_states",
    "reinstate",
    "resend_calls",
    "send_again",
    "suspend_for_now",
]
