"""Cutting a provision that counts its parts inside its sentence, so that each part can be cited."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, provision_digest
from policies.documents.continuity.keys import slug as key_for
from policies.documents.continuity.keys import unused
from policies.documents.reading.marks import split_mark
from policies.documents.reading.numbering import inline_parts
from policies.drafts.actions.provisions import changed_meanwhile, rebuilt, tree_with
from policies.drafts.actions.revising import revise
from policies.drafts.models import Draft
from policies.drafts.queries import known_keys
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def split_provision(*, by: User, draft: Draft, key: str, revision: int | None = None, seen: str | None = None) -> Draft:
    """Makes a provision of each part of a sentence such as “…: (1) …; (2) …”, below what leads into them.

    The lead-in keeps the key; each part keeps its words, its number and what the whole was said to do. Raises Refused:
    `no_provision`, `no_parts`, `stale`; `changed` where its words are no longer those of the digest `seen`.
    """
    facts: dict[str, object] = {"key": key}

    def change(document: Document) -> Document:
        tree = tree_with(document, key)
        whole = tree.provisions[key]
        if seen not in {None, provision_digest(whole)}:
            raise changed_meanwhile(whole, merged=None)
        lead, *parts = inline_parts(whole.text) or ("",)
        if not parts:
            raise Refused("no_parts", _("This provision counts no parts: there is nothing to split."), status=422)
        tree.provisions[key] = replace(whole, text=lead)
        for position, part in enumerate(parts):
            mark, text = split_mark(part)
            own = unused(key_for(text), {*tree.provisions, *known_keys(draft)})
            tree.provisions[own] = replace(whole, key=own, number=mark.number if mark else "", text=text)
            tree.insert(own, parent_key=key, position=position)
        facts["parts"] = len(parts)
        return rebuilt(document, tree)

    return revise(by=by, draft=draft, revision=revision, verb="draft.provision_split", change=change, facts=facts)
