"""Markdown read as CommonMark: headings, nested lists, numbered clauses, quotes, and links with where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from policies.documents.blocks import BREAK, BlockWriter
from policies.documents.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token

    from policies.documents.outline import Block

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def without_front_matter(text: str) -> str:
    """Leave out comments and the settings block that site generators put first; neither is shown to a reader."""
    return _COMMENT.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def read_markdown(text: str) -> Source:
    """Read a Markdown text; its words are those it is written in, less the signs of Markdown."""
    return Source(blocks_of(text), without_front_matter(text))


def blocks_of(text: str) -> list[Block]:
    """Read the blocks of a Markdown text."""
    parser = MarkdownIt("commonmark").enable("table")
    # Addresses stay as they are written: the words of a policy are not re-encoded.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # the documented way to replace it
    return _Reader(parser.parse(without_front_matter(text))).blocks


class _Reader(BlockWriter):
    def __init__(self, tokens: list[Token]) -> None:
        super().__init__()
        self.row: list[str] = []
        self.in_row = False
        for token in tokens:
            self._token(token)

    def _token(self, token: Token) -> None:  # noqa: C901 - one case per kind of token reads best in one place
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1])
            case "heading_close":
                self.heading = 0
            case "list_item_open":
                self.open_item(f"{token.info}{token.markup}" if token.info else "")
            case "list_item_close":
                self.close_item()
            case "tr_open":
                self.row, self.in_row = [], True
            case "tr_close":
                self.in_row = False
                self.words(" | ".join(cell for cell in self.row if cell))
            case "inline" if self.in_row:
                self.row.append(_inline(token.children or []))
            case "inline":
                self.words(_inline(token.children or []))
            case "fence" | "code_block":
                self.words(token.content)
            case "html_block":
                self.words(_TAG.sub(" ", token.content))


def _inline(tokens: list[Token]) -> str:
    """Give the words of a line; a link is its label and, in brackets, where it leads."""
    out: list[str] = []
    starts: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                out.append(token.content)
            case "softbreak":
                out.append(" ")
            case "hardbreak":
                out.append(BREAK)
            case "image":
                out.append(_with_target(token.content, token))
            case "link_open":
                starts.append((len(out), _target(token)))
            case "link_close":
                start, target = starts.pop()
                label = "".join(out[start:])
                if target and label not in {target, target.removeprefix("mailto:")}:
                    out.append(f" ({target})")
    return "".join(out)


def _with_target(label: str, token: Token) -> str:
    return f"{label} ({_target(token)})"


def _target(token: Token) -> str:
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    title = token.attrGet("title")
    return f'{address} "{title}"' if title else address
