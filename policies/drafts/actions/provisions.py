"""Writing a draft provision by provision, so that two people in one draft lose nothing.

A writer says what they saw of the one provision they change: with it, changes to different provisions meet without a
word, and a change of the same provision is shown to whoever comes second.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, Placed, Provision, merge_provision, provision_digest
from policies.documents.continuity.keys import slug as key_for
from policies.documents.continuity.keys import unused
from policies.documents.model.codec import provision_to_json
from policies.documents.model.document import Kind
from policies.documents.model.tree import Tree
from policies.drafts.actions.revising import plain, revise
from policies.drafts.models import Draft
from policies.drafts.queries import known_keys
from policies.versions.queries import standing_versions, template_of
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

#: One step of a provision: among its siblings, below the one before it, or beside its parent.
STEPS: Final = ("up", "down", "in", "out")
#: What a writer saw as the parent of a provision that stands at the top.
TOP: Final = "-"


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def edit_provision(
    *,
    by: User,
    draft: Draft,
    key: str,
    revision: int | None = None,
    seen: str | None = None,
    base: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """Changes one provision's own fields: text, kind, category, number, and the three marks.

    `seen` is the digest of the provision that the writer began from, `base` its own fields; with either, changes of
    other provisions do not matter. Raises Refused: `no_provision`, `malformed`, `stale`; and `changed` where somebody
    else changed the same provision, with `theirs` and, where `base` is given and both can stand, `merged`.
    """
    facts: dict[str, Any] = {"key": key}

    def change(document: Document) -> Document:
        tree = tree_with(document, key)
        now = tree.provisions[key]
        began = now if base is None else replace(now, **_fields(base, none_is_empty=True))
        mine = replace(began, **_fields(fields))
        if base is not None and mine == began:
            return document  # nothing of one's own: what others wrote meanwhile stays
        if mine != now and (began != now or seen not in {None, provision_digest(now)}):
            raise changed_meanwhile(now, merged=merge_provision(began, now, mine) if base is not None else None)
        tree.provisions[key] = mine
        facts["digest"] = provision_digest(mine)
        return rebuilt(document, tree)

    return revise(by=by, draft=draft, revision=revision, verb="draft.provision_changed", change=change, facts=facts)


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def add_provision(
    *,
    by: User,
    draft: Draft,
    text: str,
    kind: str = Kind.PROHIBITION,
    parent_key: str | None = None,
    position: int | None = None,
    revision: int | None = None,
    restores: str = "",
    **fields: Any,
) -> tuple[Draft, str]:
    """Adds a provision under a parent (None: at the top), last unless a position from 0 is given; returns its key.

    `restores` names a provision of the posted version that was taken out of the draft: it comes back under its own
    key, and unless a parent is given to its place. Raises Refused: `no_provision` (the parent), `malformed`, `stale`.
    """
    facts: dict[str, Any] = {}

    def change(document: Document) -> Document:
        tree = tree_with(document, parent_key)
        stood = _posted(draft).get(restores) if restores and restores not in tree.provisions else None
        place: dict[str, Any] = {"parent_key": parent_key, "position": position}
        if stood and parent_key is None and stood.parent_key in tree.children:
            place = {"parent_key": stood.parent_key, "position": stood.position}
        key = stood.key if stood else unused(key_for(plain(text)), {*tree.provisions, *known_keys(draft)})
        new = Provision(key=key, kind=Kind.OBLIGATION, category=None, number="", text="")
        tree.provisions[key] = replace(new, **_fields({"text": text, "kind": kind, **fields}))
        tree.insert(key, **place)
        facts.update(key=key, parent=place["parent_key"])
        return rebuilt(document, tree)

    draft = revise(by=by, draft=draft, revision=revision, verb="draft.provision_added", change=change, facts=facts)
    return draft, str(facts["key"])


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def delete_provision(
    *, by: User, draft: Draft, key: str, revision: int | None = None, seen: str | None = None
) -> Draft:
    """Takes one provision out; what hangs below it moves up into its place.

    Raises Refused: `no_provision`, `stale`; `changed` where its words are no longer those of the digest `seen`.
    """

    def change(document: Document) -> Document:
        tree = tree_with(document, key)
        if seen not in {None, provision_digest(tree.provisions[key])}:
            raise changed_meanwhile(tree.provisions[key], merged=None)
        tree.remove(key)
        return rebuilt(document, tree)

    return revise(
        by=by, draft=draft, revision=revision, verb="draft.provision_deleted", change=change, facts={"key": key}
    )


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def move_provision(
    *,
    by: User,
    draft: Draft,
    key: str,
    parent_key: str | None,
    position: int | None = None,
    revision: int | None = None,
    seen_parent: str | None = None,
) -> Draft:
    """Moves a provision with all below it under a parent (None: to the top), to a position from 0 (None: the end).

    Raises Refused: `no_provision`, `below_itself`, `stale`; `moved` where it no longer stands below `seen_parent`
    (“-”: at the top).
    """

    def change(document: Document) -> Document:
        tree = tree_with(document, key)
        if parent_key is not None and parent_key not in tree.provisions:
            raise _missing(parent_key)
        if tree.is_within(parent_key, key):
            raise Refused("below_itself", _("A provision cannot stand below itself."), status=422)
        if seen_parent not in {None, tree.parents[key] or TOP}:
            placed = document.placed()
            parent = placed.get(tree.parents[key] or "")
            sentence = (
                _("Somebody else has moved it below %s since you opened this page.") % parent.path
                if parent
                else _("Somebody else has moved it to the top since you opened this page.")
            )
            raise Refused("moved", sentence, details={"parent_key": tree.parents[key]})
        tree.detach(key)
        tree.insert(key, parent_key=parent_key, position=position)
        return rebuilt(document, tree)

    facts = {"key": key, "parent": parent_key}
    return revise(by=by, draft=draft, revision=revision, verb="draft.provision_moved", change=change, facts=facts)


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def step_provision(*, by: User, draft: Draft, key: str, step: str, revision: int | None = None) -> Draft:
    """Moves a provision one step: up or down among its siblings, in below the one before it, out beside its parent.

    Raises Refused: `no_provision`, `stale`, `malformed`, and `no_place` where there is nowhere to go.
    """
    if step not in STEPS:
        raise Refused("malformed", _("A step is one of %s.") % ", ".join(STEPS), status=422)

    def change(document: Document) -> Document:
        tree = tree_with(document, key)
        parent = tree.parents[key]
        siblings = tree.children[parent]
        at = siblings.index(key)
        if step == "out" and parent is not None:
            above = tree.parents[parent]
            target, position = above, tree.children[above].index(parent) + 1
        elif step == "in" and at > 0:
            target, position = siblings[at - 1], len(tree.children[siblings[at - 1]])
        elif step == "up" and at > 0:
            target, position = parent, at - 1
        elif step == "down" and at + 1 < len(siblings):
            target, position = parent, at + 1
        else:
            raise Refused("no_place", _("It cannot be moved any further that way."))
        tree.detach(key)
        tree.insert(key, parent_key=target, position=position)
        return rebuilt(document, tree)

    facts = {"key": key, "step": step}
    return revise(by=by, draft=draft, revision=revision, verb="draft.provision_moved", change=change, facts=facts)


def _posted(draft: Draft) -> dict[str, Placed]:
    last = standing_versions(draft.policy).order_by("-effective_at").first()
    return template_of(last).placed() if last else {}


def changed_meanwhile(now: Provision, *, merged: Provision | None) -> Refused:
    """Returns the refusal of a change to a provision that somebody else changed, with what it is now."""
    sentence = _("Somebody else has changed this provision since you opened it. Nothing of yours is saved yet.")
    details = {
        "digest": provision_digest(now),
        "theirs": provision_to_json(now),
        "merged": provision_to_json(merged) if merged else None,
    }
    return Refused("changed", sentence, details=details)


def tree_with(document: Document, key: str | None) -> Tree:
    """Takes a document apart; raises Refused (`no_provision`) where it has none with this key."""
    tree = Tree(document)
    if key is not None and key not in tree.provisions:
        raise _missing(key)
    return tree


def _missing(key: str) -> Refused:
    sentence = _("The draft has no provision “%s” any more.") % key
    return Refused("no_provision", sentence, status=404, details={"key": key})


def rebuilt(document: Document, tree: Tree) -> Document:
    """Returns the document with the provisions of the tree."""
    return replace(document, provisions=tree.build())


def _fields(fields: Mapping[str, Any], *, none_is_empty: bool = False) -> dict[str, Any]:
    """Typed fields of a provision from what a form or an endpoint gives; None is left out, or empty if said so."""
    given = {name: "" if value is None and none_is_empty else value for name, value in fields.items()}
    kept = {name: value for name, value in given.items() if value is not None and name not in {"key", "children"}}
    if "text" in kept:
        kept["text"] = plain(kept["text"])
    if "number" in kept:
        kept["number"] = plain(kept["number"])
    if "kind" in kept:
        if kept["kind"] not in list(Kind):
            raise Refused("malformed", _("There is no kind of provision called “%s”.") % kept["kind"], status=422)
        kept["kind"] = Kind(kept["kind"])
    if "category" in kept:
        kept["category"] = kept["category"] or None
    return kept
