"""The verbs of following upstream."""

from policies.following.actions.deciding import Decision, decide_offers, take_over_release, undo_decision
from policies.following.actions.pairing import join_provision, split_provision

__all__ = [
    "Decision",
    "decide_offers",
    "join_provision",
    "split_provision",
    "take_over_release",
    "undo_decision",
]
