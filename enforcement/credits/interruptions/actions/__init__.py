"""The verbs of interruptions."""

from enforcement.credits.interruptions.actions.causes import link_cause
from enforcement.credits.interruptions.actions.correcting import withdraw_interruption
from enforcement.credits.interruptions.actions.importing import import_interruptions

__all__ = ["import_interruptions", "link_cause", "withdraw_interruption"]
