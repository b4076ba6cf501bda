"""Markdown as an author's editor writes it: each construct becomes the blocks that a reader sees."""

import pytest

from policies.documents import import_document
from policies.documents.reading.markdown import blocks_of
from policies.documents.reading.outline import Block

WRITTEN = {
    "numbers are kept as printed": (
        "3) third\n   more\n4) fourth\n",
        [Block("item", "third more", "3)", 1), Block("item", "fourth", "4)", 1)],
    ),
    "numbers in a quote": (
        "> 2. zwölf\n> 3. three\n",
        [Block("item", "zwölf", "2.", 1), Block("item", "three", "3.", 1)],
    ),
    "numbers after letters of two bytes": (
        "Für é\n\n7. sieben\n",
        [Block("paragraph", "Für é"), Block("item", "sieben", "7.", 1)],
    ),
    "nested bullets with a paragraph": (
        "- a\n  - b\n\n    under b\n- c\n",
        [
            Block("item", "a", "", 1),
            Block("item", "b", "", 2),
            Block("paragraph", "under b", "", 2),
            Block("item", "c", "", 1),
        ],
    ),
    "links say where they lead": (
        'See [the rules](https://e.example/r "T") or <a@b.example>.\n',
        [Block("paragraph", 'See the rules (https://e.example/r "T") or a@b.example.')],
    ),
    "a link with itself as label": ("[a@b.example](mailto:a@b.example)\n", [Block("paragraph", "a@b.example")]),
    "a picture": ("![a picture](p.png)\n", [Block("paragraph", "a picture (p.png)")]),
    "a table": ("| a | b |\n|---|---|\n| 1 | *x* |\n", [Block("paragraph", "a | b"), Block("paragraph", "1 | x")]),
    "tags": ("<div>kept</div>\n", [Block("paragraph", "kept")]),
    "tags inside words": ("un<b>done</b> yet\n", [Block("paragraph", "undone yet")]),
    "code": ("    code  here\n", [Block("paragraph", "code here")]),
    "escapes and entities": ("a &amp; b \\* c\n", [Block("paragraph", "a & b * c")]),
    "an underlined heading": ("Two *words* `x`\n===\n", [Block("heading", "Two words x", "", 1)]),
    "a rule between": ("above\n\n---\n\nbelow\n", [Block("paragraph", "above"), Block("paragraph", "below")]),
}


@pytest.mark.parametrize(("markdown", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_each_construct_becomes_the_blocks_a_reader_sees(markdown: str, expected: list[Block]) -> None:
    assert blocks_of(markdown) == expected


def test_a_list_nested_without_end_is_read_and_loses_no_word() -> None:
    staircase = "".join(f"{'  ' * depth}- word{depth}\n" for depth in range(300))
    imported = import_document(staircase.encode(), filename="deep.md")
    assert imported.words.equal
    assert imported.words.source == 300
    in_one_line = blocks_of("- " * 3_000 + "the bottom\n")
    assert [block.text for block in in_one_line] == ["the bottom"]
