"""The verbs of following upstream."""

from policies.following.actions.deciding import Decision, decide_offers, take_over_release, undo_decision

__all__ = [
    "Decision",
    "decide_offers",
    "take_over_release",
    "undo_decision",
]
