"""The verbs of interruptions."""

from enforcement.credits.interruptions.actions.alertmanager import receive_alerts
from enforcement.credits.interruptions.actions.causes import link_cause
from enforcement.credits.interruptions.actions.correcting import correct_interruption, withdraw_interruption
from enforcement.credits.interruptions.actions.importing import import_interruptions
from enforcement.credits.interruptions.actions.matching import match_alert, set_aside_alert
from enforcement.credits.interruptions.actions.recording import Told, end_interruption, record_interruption

__all__ = [
    "Told",
    "correct_interruption",
    "end_interruption",
    "import_interruptions",
    "link_cause",
    "match_alert",
    "receive_alerts",
    "record_interruption",
    "set_aside_alert",
    "withdraw_interruption",
]
