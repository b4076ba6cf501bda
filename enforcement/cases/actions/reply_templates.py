"""Keeping the words that a tenant often writes."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.cases.blanks import unknown_blanks
from enforcement.cases.models import NoteKind, ReplyTemplate
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused


@verb(Permission.WORK_CASES)
@transaction.atomic
def save_template(
    *, by: User, title: str, kind: NoteKind, words: str, template: ReplyTemplate | None = None
) -> ReplyTemplate:
    """Keeps a new template, or changes one. Raises Refused: `title`, `words`, `blank` (422); `title_taken`."""
    if not title.strip():
        raise Refused("title", _("Give it a title by which it is found."), status=422)
    if not words.strip():
        raise Refused("words", _("Write the words."), status=422)
    if unknown := unknown_blanks(words, to_reporters=kind == NoteKind.REPORTER):
        raise Refused("blank", _("There is no blank “{%s}” in words of this kind.") % unknown[0], status=422)
    at = clock.now()
    said = {"title": title.strip(), "kind": kind, "words": words.strip(), "changed_by": by.pseudonym, "changed_at": at}
    try:
        with transaction.atomic():
            kept, _new = ReplyTemplate.objects.update_or_create(
                pk=template.pk if template else uuid.uuid4(), defaults=said
            )
    except IntegrityError as error:
        if violated(error) == "reply_template_title":
            raise Refused("title_taken", _("Another template of this kind has this title.")) from error
        raise
    facts = {"title": kept.title, "kind": kept.kind}
    record(verb="reply_template.saved", at=at, by=by.pseudonym, subject=kept, facts=facts)
    return kept


@verb(Permission.WORK_CASES)
@transaction.atomic
def remove_template(*, by: User, template: ReplyTemplate) -> None:
    """Removes a template; notes that were written with it stay as they are."""
    at = clock.now()
    facts = {"title": template.title, "kind": template.kind}
    record(verb="reply_template.removed", at=at, by=by.pseudonym, subject=template, facts=facts)
    ReplyTemplate.objects.filter(pk=template.pk).delete()
