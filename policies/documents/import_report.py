"""The report that an import prints: what was counted, what differs, what is proposed, and the tree."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from policies.documents.differences import to_look_at
from policies.documents.model.document import Kind
from policies.documents.proposing.inheriting import Doubt
from policies.documents.proposing.suggestions import suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policies.documents.importing import Imported
    from policies.documents.model.document import Document, Placed

_WIDTH: Final = 150


def report(imported: Imported) -> str:
    """Returns the whole report as plain lines, ending with a line end."""
    parts = [
        *_words(imported),
        "",
        *_left_out(imported),
        "",
        *_proposals(imported),
        _certainty(imported.document),
        "",
        *outline(imported.document),
    ]
    return "\n".join(parts) + "\n"


def outline(document: Document) -> list[str]:
    """Returns the tree, one provision a line: path, kind, category, marks, key and the beginning of its words."""
    return [document.title, *(_line(placed) for placed in document.walk())]


def _words(imported: Imported) -> Iterator[str]:
    words = imported.words
    yield f"words in the source:   {words.source}"
    yield f"words in the document: {words.result}"
    differences = to_look_at(words)
    yield f"differences:           {len(differences)}"
    for one in differences:
        now = f", now {one.now}" if one.now else ""
        yield f"  {one.op} at word {one.at + 1}: {' '.join(one.words)}   ({one.context}{now})   --confirm {one.code}"


def _left_out(imported: Imported) -> Iterator[str]:
    yield f"left out:              {len(imported.left_out)}"
    for one in imported.left_out:
        yield f"  {one.where}: {one.text}   ({one.reason})"


def _proposals(imported: Imported) -> Iterator[str]:
    yield f"proposed variables:    {len(imported.proposals)}"
    for proposal in imported.proposals:
        places = ", ".join(proposal.places)
        yield f"  {{{{{proposal.name}}}}} for “{proposal.found_text}” ({proposal.reason}), in {places}"


def _certainty(document: Document) -> str:
    proposed = [one for one in suggestions(document).values() if one.kind is not Kind.HEADING]
    if any(one.doubt is Doubt.LANGUAGE for one in proposed):
        return "what provisions do:    nothing is proposed, since the words are not English, Dutch, German or French"
    return f"what provisions do:    {sum(one.sure for one in proposed)} of {len(proposed)} sure"


def _line(placed: Placed) -> str:
    provision = placed.provision
    marks = [
        name
        for name, on in (
            ("needs authorization", provision.needs_authorization),
            ("discretionary", provision.discretionary),
            ("acknowledge separately", provision.acknowledge_separately),
        )
        if on
    ]
    facts = ", ".join([provision.kind, *([provision.category] if provision.category else []), *marks])
    head = f"{'  ' * placed.depth}{placed.path} [{facts}] {provision.key}: "
    return head + textwrap.shorten(provision.text, max(40, _WIDTH - len(head)), placeholder=" …")
