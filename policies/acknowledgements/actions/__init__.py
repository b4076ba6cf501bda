"""The verbs of this room: that words were shown, acknowledged on the portal or on paper, or declined."""

from policies.acknowledgements.actions.acknowledging import acknowledge
from policies.acknowledgements.actions.declining import decline
from policies.acknowledgements.actions.paper import record_paper
from policies.acknowledgements.actions.viewing import record_view

__all__ = ["acknowledge", "decline", "record_paper", "record_view"]
