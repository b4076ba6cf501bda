"""The policy as one customer reads it: what binds that customer, marked wherever it differs from what was posted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policies.documents.agreed.deviations import Effect, Mark
from policies.documents.model.codec import document_to_json
from policies.documents.model.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policies.documents.agreed.deviations import Deviated
    from policies.documents.model.document import Document


def own_view(general: Document, deviated: Deviated) -> dict[str, Any]:
    """Returns the JSON of the words that bind, with what does not apply back in its place.

    A provision that differs, and each below one that does not apply, has `agreed`: effect, agreement, since (an aware
    instant), general (the posted text, where it was replaced) and `below` (whether the mark is of one above it). Each
    has `path`, empty where its number says all of it.
    """
    marks = {mark.agreed.key: mark for mark in deviated.marks if _shows(mark)}
    provisions = _with_what_is_out(general, deviated.document)
    paths = {placed.key: placed.path_beside for document in (general, deviated.document) for placed in document.walk()}
    for provision in provisions:
        _mark(provision, marks, above=None)
        _place(provision, paths)
    return document_to_json(deviated.document) | {"provisions": provisions}


def _shows(mark: Mark) -> bool:
    """Whether the words differ by this deviation: it found what it speaks of."""
    if mark.agreed.effect is Effect.NOT_APPLIED:
        return mark.general is not None
    return mark.instead is not None


def _with_what_is_out(general: Document, bound: Document) -> Any:
    """Puts what was taken out where it was posted: what is added stands at the end, so positions stay."""
    posted, tree = Tree(general), Tree(bound)
    for parent, family in posted.children.items():
        for position, key in enumerate(family):
            if key not in tree.provisions:
                tree.provisions[key] = posted.provisions[key]
                tree.insert(key, parent_key=parent, position=position)
    return document_to_json(replace(bound, provisions=tree.build()))["provisions"]


def _place(provision: dict[str, Any], paths: Mapping[str, str]) -> None:
    """Says where each provision is cited, where its number does not say all of it."""
    provision["path"] = paths[provision["key"]]
    for child in provision["children"]:
        _place(child, paths)


def _mark(provision: dict[str, Any], marks: Mapping[str, Mark], *, above: Mark | None) -> None:
    """Marks a provision and those below it; what stands below one that does not apply does not apply either."""
    own = marks.get(provision["key"])
    mark = above or own
    if mark is not None:
        replaced = mark.agreed.effect is Effect.REPLACED and mark.general is not None
        provision["agreed"] = {
            "effect": str(mark.agreed.effect),
            "agreement": mark.agreed.agreement,
            "since": mark.agreed.since,
            "general": mark.general.text if replaced and mark.general else "",
            "below": above is not None,
        }
    out = mark if mark is not None and mark.agreed.effect is Effect.NOT_APPLIED else None
    for child in provision["children"]:
        _mark(child, marks, above=out)
