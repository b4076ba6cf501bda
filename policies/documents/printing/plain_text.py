"""The document as plain text, for mails and downloads."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind

if TYPE_CHECKING:
    from policies.documents.model.document import Document, Placed

_WIDTH: Final = 72
_INDENT: Final = "  "


def to_text(document: Document) -> str:
    """Returns title and provisions, wrapped at 72 characters, a blank line between provisions; ends with a line end.

    Where the printed number does not say where a provision is cited, its path follows in square brackets.
    """
    blocks = [f"{document.title}\n{'=' * min(len(document.title), _WIDTH)}"]
    headings = {placed.key for placed in document.walk() if placed.provision.kind is Kind.HEADING}
    blocks += [_block(placed, listed=placed.parent_key not in {None, *headings}) for placed in document.walk()]
    return "\n\n".join(blocks) + "\n"


def _block(placed: Placed, *, listed: bool) -> str:
    provision = placed.provision
    indent = _INDENT * placed.depth
    mark = provision.number or ("-" if listed else "")
    first = f"{indent}{mark} " if mark else indent
    # Addresses are never cut: a reader must be able to click or copy them.
    return textwrap.fill(
        f"{provision.text} [{placed.path_beside}]" if placed.path_beside else provision.text,
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
