"""The verbs upon drafts: import, write, review, prepare editions, post."""

from policies.drafts.actions.commenting import add_comment, answer_comment, reopen_comment, resolve_comment
from policies.drafts.actions.drafts import discard_draft, set_title, set_values, start_draft
from policies.drafts.actions.editions import add_edition, drop_edition, import_edition, set_language, word_edition
from policies.drafts.actions.importing import confirm_proposals, import_draft
from policies.drafts.actions.pairing import pair_provision
from policies.drafts.actions.posting import post_version
from policies.drafts.actions.provisions import (
    add_provision,
    delete_provision,
    edit_provision,
    move_provision,
    step_provision,
)
from policies.drafts.actions.reviewing import approve_draft, return_draft, submit_draft
from policies.drafts.actions.splitting import split_provision

__all__ = [
    "add_comment",
    "add_edition",
    "add_provision",
    "answer_comment",
    "approve_draft",
    "confirm_proposals",
    "delete_provision",
    "discard_draft",
    "drop_edition",
    "edit_provision",
    "import_draft",
    "import_edition",
    "move_provision",
    "pair_provision",
    "post_version",
    "reopen_comment",
    "resolve_comment",
    "return_draft",
    "set_language",
    "set_title",
    "set_values",
    "split_provision",
    "start_draft",
    "step_provision",
    "submit_draft",
    "word_edition",
]
