"""An outline becomes provisions: paragraphs are cut where what they do changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind, Provision
from policies.documents.proposing.kinds import ENGLISH_SPEECH, kind_of
from policies.documents.reading.nesting import leads_in
from policies.documents.reading.outline import Node, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policies.documents.proposing.kinds import Speech

_RUN_IN: Final = 4
# Each of these sentences is looked up by itself, so two in a row stay two provisions.
_ALONE: Final = frozenset({Kind.DEFINITION, Kind.REMEDY})


def draft(nodes: Iterable[Node], speech: Speech | None = ENGLISH_SPEECH) -> tuple[Provision, ...]:
    """Returns the provisions; until names have become variables, their keys only tell them apart.

    Without `speech`, in a language that is not read, no paragraph is cut by what its sentences do.
    """
    numbers = count(1)
    return tuple(_provision(part, numbers) for node in nodes for part in _parts(node, speech))


def _parts(node: Node, speech: Speech | None) -> list[Node]:
    """Cuts a paragraph; what hangs below it belongs to its last sentence, where that leads in.

    The parts of a clause that has a number, or of an item, hang below its first: it stays one place (ADR 0026).
    """
    below = [part for child in node.children for part in _parts(child, speech)]
    if node.heading:
        return [replace(node, children=below)]
    found = sentences(node.text)
    if len(found) == 1 and not node.children:
        return [node]
    leads = bool(node.children) and (not node.item or leads_in(found[-1]))
    groups = _groups(found, speech, lead_in=leads)
    nodes = [Node(" ".join(group)) for group in groups]
    nodes[0].number = node.number
    if not node.item or len(nodes) == 1:
        nodes[-1].children = below
        return nodes
    if leads:
        nodes[-1].children, below = below, []
    nodes[0].children = [*nodes[1:], *below]
    return nodes[:1]


def _groups(found: list[str], speech: Speech | None, *, lead_in: bool) -> list[list[str]]:
    if len(found) == 1:
        return [found]
    groups: list[list[str]] = []
    current: Kind | None = None
    for index, sentence in enumerate(found):
        kind = kind_of(sentence, speech) if speech else None
        leads = lead_in and index == len(found) - 1
        if current is None and len(groups) == 1 and len(groups[0][0].split()) <= _RUN_IN:
            # “Enforcement. Company may …”: a heading run into its paragraph belongs to what follows.
            groups[0].append(sentence)
            current = kind or Kind.OBLIGATION
        elif not groups or leads or (kind is not None and (kind is not current or kind in _ALONE)):
            groups.append([sentence])
            current = kind
        else:
            groups[-1].append(sentence)
    return groups


def _provision(node: Node, numbers: Iterator[int]) -> Provision:
    """Returns the words; what they do is proposed once names are variables."""
    return Provision(
        key=f"p{next(numbers)}",
        kind=Kind.HEADING if node.heading else Kind.OBLIGATION,
        category=None,
        number=node.number,
        text=node.text,
        children=tuple(_provision(child, numbers) for child in node.children),
    )
