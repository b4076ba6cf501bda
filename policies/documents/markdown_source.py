"""Markdown read as CommonMark: headings, nested lists, numbered clauses, quotes, and links with where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from policies.documents.marks import split_mark
from policies.documents.outline import Block, Lists

if TYPE_CHECKING:
    from markdown_it.token import Token

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_FRONT_MATTER: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def without_front_matter(text: str) -> str:
    """Leave out comments and the settings block that site generators put first; neither is shown to a reader."""
    return _COMMENT.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def read_markdown(text: str) -> list[Block]:
    """Read the blocks of a Markdown text."""
    parser = MarkdownIt("commonmark").enable("table")
    # Addresses stay as they are written: the words of a policy are not re-encoded.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # the documented way to replace it
    return _Reader(parser.parse(without_front_matter(text))).blocks


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.blocks: list[Block] = []
        self.lists = Lists()
        self.depth = 0
        self.pending: str | None = None
        self.row: list[str] = []
        self.in_row = False
        self.heading = 0
        for token in tokens:
            self._token(token)

    def _token(self, token: Token) -> None:  # noqa: C901 - one case per kind of token reads best in one place
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1])
            case "heading_close":
                self.heading = 0
            case "list_item_open":
                self.depth += 1
                self.pending = f"{token.info}{token.markup}" if token.info else ""
            case "list_item_close":
                self.depth -= 1
                self.pending = None
            case "tr_open":
                self.row, self.in_row = [], True
            case "tr_close":
                self.in_row = False
                self._words(" | ".join(cell for cell in self.row if cell))
            case "inline" if self.in_row:
                self.row.append(_inline(token.children or []))
            case "inline":
                self._words(_inline(token.children or []))
            case "fence" | "code_block":
                self._words(token.content)
            case "html_block":
                self._words(_TAG.sub(" ", token.content))

    def _words(self, raw: str) -> None:
        text = " ".join(raw.split())
        if not text:
            return
        if self.heading:
            self.lists.close()
            mark, rest = split_mark(text)
            number, text = (mark.number, rest) if mark and mark.ordinals else ("", text)
            self.blocks.append(Block("heading", text, number, self.heading))
        elif self.depth:
            self._item(text)
        else:
            self._paragraph(text)

    def _item(self, text: str) -> None:
        if self.pending is None:
            self.blocks.append(Block("paragraph", text, level=self.depth))
            return
        number, self.pending = self.pending, None
        if not number:
            # A bullet before a lettered part is the author's way to get a nested list; the letter is what is cited.
            mark, rest = split_mark(text)
            number, text = (mark.number, rest) if mark and mark.ordinals else ("", text)
        self.blocks.append(Block("item", text, number, self.depth))

    def _paragraph(self, text: str) -> None:
        mark, rest = split_mark(text)
        if mark and mark.ordinals and self.lists.accepts(mark):
            self.blocks.append(Block("item", rest, mark.number, self.lists.enter(mark)))
            return
        self.lists.close()
        self.blocks.append(Block("paragraph", text))


def _inline(tokens: list[Token]) -> str:
    """Give the words of a line; a link is its label and, in brackets, where it leads."""
    out: list[str] = []
    starts: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                out.append(token.content)
            case "softbreak" | "hardbreak":
                out.append(" ")
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
