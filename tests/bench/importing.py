"""`import`: a long policy in Markdown becomes a document, against only parsing it, and ten times as much of it."""

import random
import re
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from policies.documents import import_document
from tests.bench import texts
from tests.bench.figures import Figure, in_turn, report, seconds

V1 = Path(__file__).resolve().parents[2] / "portal" / "example" / "aup-v1.md"
SMALL, LARGE = 200_000, 2_000_000  # characters
ROUNDS = 7
LARGE_ROUNDS = 3
#: A word that stands for no name, mailbox or address.
_COMMON = re.compile(r"(?<![\w@./{-])[a-z]{5,}(?![\w@./}-])")


def run() -> bool:
    """Checks that no word is lost and times small and large texts in turn with the peer and with each other."""
    small, large = markdown(SMALL), markdown(LARGE)
    for text in (small, large):
        if not import_document(text.encode(), filename="policy.md", limit=2 * LARGE).words.equal:
            raise RuntimeError("the import lost or invented a word")
    figures = []
    for name, text, rounds in (("200 kB", small, ROUNDS), ("2 MB", large, LARGE_ROUNDS)):
        ours, other = in_turn(rounds, importing(text), parsing(text))
        figures.append(Figure(f"import {name} / markdown-it-py alone", ours, other, "s", 3, at_most=True))
    tenfold, once = in_turn(LARGE_ROUNDS, importing(large), importing(small))
    figures.append(Figure("import 2 MB / import 200 kB", tenfold, once, "s", 12, at_most=True))
    return report("import", figures)


def markdown(size: int) -> str:
    """The example policy over and over, every time with other words, so that nothing is known from before."""
    chance = random.Random(size)  # noqa: S311 - the same words in every run, nothing secret
    known = [word for word in texts.vocabulary() if len(word) > 2]
    lines, written, part = ["# A policy", ""], 0, 0
    while written < size:
        part += 1
        for line in V1.read_text().splitlines():
            told = _COMMON.sub(lambda match: chance.choice(known) if chance.random() < 1 / 6 else match[0], line)
            told = f"#{told} {part}" if told.startswith("#") else told
            lines.append(told)
            written += len(told) + 1
    return "\n".join(lines) + "\n"


def importing(text: str) -> Callable[[], float]:
    """A round: the file as it was sent becomes a draft's document."""
    data = text.encode()
    return lambda: seconds(lambda: import_document(data, filename="policy.md", limit=2 * LARGE))


def parsing(text: str) -> Callable[[], float]:
    """The peer on the same text: tokens, and nothing made of them."""
    return lambda: seconds(lambda: MarkdownIt("commonmark").parse(text))
