"""The verbs of this room: that words were shown, acknowledged or declined."""

from policies.acknowledgements.actions.acknowledging import acknowledge
from policies.acknowledgements.actions.declining import decline
from policies.acknowledgements.actions.viewing import record_view

__all__ = ["acknowledge", "decline", "record_view"]
