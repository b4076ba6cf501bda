"""`import`: a long policy in Markdown becomes a document, against only parsing it, and ten times as much of it."""

import random
import re
from pathlib import Path

import pyromark
from markdown_it import MarkdownIt

from policies.documents import Imported
from policies.documents.importing import imported_from
from policies.documents.reading.formats import Format
from policies.documents.reading.readers import read
from tests.bench import texts
from tests.bench.figures import Side, in_turn, report, seconds
from tests.bench.sizes import rounds, sized

V1 = Path(__file__).resolve().parents[2] / "portal" / "example" / "aup-v1.md"
SMALL, LARGE = sized(200_000, quick=20_000), sized(2_000_000, quick=200_000)  # characters
ROUNDS, LARGE_ROUNDS = 9, 5
#: A word that stands for no name, mailbox or address.
_COMMON = re.compile(r"(?<![\w@./{-])[a-z]{5,}(?![\w@./}-])")


def run() -> bool:
    """Checks that no word is lost and times small and large texts in turn with the peers and with each other."""
    small, large = markdown(SMALL), markdown(LARGE)
    for text in (small, large):
        if not imported(text.encode()).words.equal:
            raise RuntimeError("the import lost or invented a word")
    measured = {}
    for name, text, many in (("200 kB", small, ROUNDS), ("2 MB", large, LARGE_ROUNDS)):
        ours, tokens, events = in_turn(rounds(many), importing(text), with_markdown_it(text), with_pyromark(text))
        measured[f"{name} / markdown-it-py"] = [ours, tokens]
        measured[f"{name} / pyromark"] = [ours, events]
    measured["2 MB / 200 kB"] = in_turn(rounds(LARGE_ROUNDS), importing(large), importing(small))
    return report("import", measured)


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


def importing(text: str) -> Side:
    """A round: the file as it was sent becomes a draft's document."""
    data = text.encode()
    return lambda: seconds(lambda: imported(data))


def imported(data: bytes) -> Imported:
    """What `import_document` does, in this process: starting the one that reads takes as long whatever it reads."""
    return imported_from(read(data, Format.MARKDOWN, limit=2 * LARGE), filename="policy.md")


def with_markdown_it(text: str) -> Side:
    """A parser in Python on the same text: tokens, and nothing made of them."""
    return lambda: seconds(lambda: MarkdownIt("commonmark").parse(text))


def with_pyromark(text: str) -> Side:
    """The parser that our reader uses, alone on the same text: events, and nothing made of them."""
    tables = pyromark.Options.ENABLE_TABLES
    return lambda: seconds(lambda: list(pyromark.events_with_range(text, options=tables)))
