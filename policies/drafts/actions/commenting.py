"""What reviewers and writers say to each other about a draft's provisions: threads that are answered and resolved."""

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import digest, provision_digest
from policies.documents.model.codec import document_from_json
from policies.drafts.actions.revising import locked
from policies.drafts.models import Draft, DraftComment
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.EDIT_POLICIES, Permission.POST_POLICIES)
@transaction.atomic
def add_comment(*, by: User, draft: Draft, text: str, key: str = "") -> DraftComment:
    """Says something at a provision, or with an empty `key` of the whole draft; keeps which words it spoke about.

    Raises Refused: `not_allowed`, `empty`, `no_provision`, `draft_gone`.
    """
    kept = locked(draft, revision=None)
    document = document_from_json(kept.document)
    words, spoken_of = "", digest(document)
    if key:
        placed = document.placed().get(key)
        if placed is None:
            sentence = _("The draft has no provision “%s” any more.") % key
            raise Refused("no_provision", sentence, status=404, details={"key": key})
        words, spoken_of = placed.provision.text, provision_digest(placed.provision)
    comment = DraftComment.objects.create(
        policy=kept.policy,
        draft=kept.pk,
        key=key,
        text=_said(text),
        words=words,
        digest=spoken_of,
        revision=kept.revision,
        said_by=by.pseudonym,
        said_at=clock.now(),
    )
    facts = {"draft": str(kept.pk), "key": key, "digest": spoken_of}
    record(verb="comment.added", at=comment.said_at, by=by.pseudonym, subject=comment, facts=facts)
    return comment


@verb(Permission.EDIT_POLICIES, Permission.POST_POLICIES)
@transaction.atomic
def answer_comment(*, by: User, comment: DraftComment, text: str) -> DraftComment:
    """Answers in a thread. Raises Refused: `not_allowed`, `empty`, `already_resolved`."""
    thread = _open_thread(comment)
    answer = DraftComment.objects.create(
        policy_id=thread.policy_id,
        draft=thread.draft,
        key=thread.key,
        thread=thread,
        text=_said(text),
        words=thread.words,
        digest=thread.digest,
        revision=thread.revision,
        said_by=by.pseudonym,
        said_at=clock.now(),
    )
    facts = {"draft": str(thread.draft), "thread": str(thread.pk)}
    record(verb="comment.answered", at=answer.said_at, by=by.pseudonym, subject=answer, facts=facts)
    return answer


@verb(Permission.EDIT_POLICIES, Permission.POST_POLICIES)
@transaction.atomic
def resolve_comment(*, by: User, comment: DraftComment) -> DraftComment:
    """Closes a thread. Raises Refused: `not_allowed`, `already_resolved`."""
    thread, at = _open_thread(comment), clock.now()
    DraftComment.objects.filter(pk=thread.pk, resolved_at=None).update(resolved_at=at, resolved_by=by.pseudonym)
    thread.refresh_from_db()
    record(verb="comment.resolved", at=at, by=by.pseudonym, subject=thread, facts={"draft": str(thread.draft)})
    return thread


@verb(Permission.EDIT_POLICIES, Permission.POST_POLICIES)
@transaction.atomic
def reopen_comment(*, by: User, comment: DraftComment) -> DraftComment:
    """Opens a resolved thread again. Raises Refused: `not_allowed`, `not_resolved`."""
    thread = DraftComment.objects.select_for_update().get(pk=comment.thread_id or comment.pk)
    if thread.resolved_at is None:
        raise Refused("not_resolved", _("This thread is open already."))
    at = clock.now()
    DraftComment.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    thread.refresh_from_db()
    record(verb="comment.reopened", at=at, by=by.pseudonym, subject=thread, facts={"draft": str(thread.draft)})
    return thread


def _open_thread(comment: DraftComment) -> DraftComment:
    thread = DraftComment.objects.select_for_update().get(pk=comment.thread_id or comment.pk)
    if thread.resolved_at is not None:
        raise Refused("already_resolved", _("This thread is resolved. Open it again to answer."))
    return thread


def _said(text: str) -> str:
    if not text.strip():
        raise Refused("empty", _("Write what you want to say."), status=422)
    return text.strip()
