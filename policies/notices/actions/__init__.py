"""The verbs of notices."""

from policies.notices.actions.announcing import announce, cancel_unsent, extend_notice, mark_seen
from policies.notices.actions.controls import cancel_notice, pause_notice, resume_notice, send_again
from policies.notices.actions.feed import fetch_feed
from policies.notices.actions.preferences import choose, make_feed

__all__ = [
    "announce",
    "cancel_notice",
    "cancel_unsent",
    "choose",
    "extend_notice",
    "fetch_feed",
    "make_feed",
    "mark_seen",
    "pause_notice",
    "resume_notice",
    "send_again",
]
