"""The verbs of this room: what changes drafts, what posts, what follows upstream, what proves."""

from policies.versions.actions.commenting import add_comment, answer_comment, reopen_comment, resolve_comment
from policies.versions.actions.drafts import discard_draft, set_title, set_values, start_draft
from policies.versions.actions.editions import (
    add_edition,
    drop_edition,
    import_edition,
    set_language,
    word_edition,
)
from policies.versions.actions.following import Decision, decide_offers, take_over_release, undo_decision
from policies.versions.actions.importing import confirm_proposals, import_draft
from policies.versions.actions.mandating import mark_mandatory, unmark_mandatory
from policies.versions.actions.pairing import pair_provision
from policies.versions.actions.posting import post_version
from policies.versions.actions.proving import ask_for_check, fetch_proof
from policies.versions.actions.provisions import (
    add_provision,
    delete_provision,
    edit_provision,
    move_provision,
    step_provision,
)
from policies.versions.actions.reviewing import approve_draft, return_draft, submit_draft
from policies.versions.actions.scheduling import postpone_version, withdraw_version

__all__ = [
    "Decision",
    "add_comment",
    "add_edition",
    "add_provision",
    "answer_comment",
    "approve_draft",
    "ask_for_check",
    "confirm_proposals",
    "decide_offers",
    "delete_provision",
    "discard_draft",
    "drop_edition",
    "edit_provision",
    "fetch_proof",
    "import_draft",
    "import_edition",
    "mark_mandatory",
    "move_provision",
    "pair_provision",
    "post_version",
    "postpone_version",
    "reopen_comment",
    "resolve_comment",
    "return_draft",
    "set_language",
    "set_title",
    "set_values",
    "start_draft",
    "step_provision",
    "submit_draft",
    "take_over_release",
    "undo_decision",
    "unmark_mandatory",
    "withdraw_version",
    "word_edition",
]
