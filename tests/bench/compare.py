"""`compare`: two versions with every redline, against difflib on each pair of provisions and git's word diff."""

import difflib
import gc
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from policies.documents import Comparison, Document, Provision, compare
from policies.documents.continuity.keys import with_keys
from tests.bench import texts
from tests.bench.figures import Side, in_turn, report, seconds
from tests.bench.sizes import rounds

ROUNDS = 9


def run() -> bool:
    """Five in a hundred words changed, once in every provision and once in few; with keys that are shared, or not."""
    old = texts.policy()
    measured: dict[str, list[list[float]]] = {}
    for name, edited in (("spread", texts.spread), ("concentrated", texts.concentrated)):
        new = edited(old, seed="new")
        stranger = without_keys(new)
        if with_keys(stranger, old) != new:
            raise RuntimeError("a provision was taken for another one")
        checked(compare(old, new), old, new)
        measured |= measure(name, old, new, partial(compare, old, new))
        measured |= measure(f"{name}, no shared keys", old, new, partial(found_and_compared, old, stranger))
    return report("compare", measured)


def found_and_compared(old: Document, stranger: Document) -> Comparison:
    """What an import does: each provision is given the key of the one that it continues, and then compared."""
    return compare(old, with_keys(stranger, old))


def measure(
    name: str, old: Document, new: Document, comparing: Callable[[], Comparison]
) -> dict[str, list[list[float]]]:
    """Ours with what the peers do with the same words."""
    pairs = paired(old, new)
    changed = [(before, after) for before, after in pairs if before != after]

    def ours() -> float:
        gc.collect()
        return seconds(comparing)

    with tempfile.TemporaryDirectory() as folder:
        command = ["git", "diff", "--no-index", "--word-diff", *written(Path(folder), old, new)]

        def with_git() -> float:
            return seconds(lambda: subprocess.run(command, capture_output=True, check=False))

        peers = {
            "difflib on each pair": with_difflib(pairs),
            "difflib on changed pairs": with_difflib(changed),
            "git": with_git,
        }
        return {f"{name} / {peer}": in_turn(rounds(ROUNDS), ours, other) for peer, other in peers.items()}


def with_difflib(pairs: list[tuple[list[str], list[str]]]) -> Side:
    """A round of Python's own differ on these pairs."""

    def compared() -> None:
        for before, after in pairs:
            difflib.SequenceMatcher(None, before, after).get_opcodes()

    return lambda: seconds(compared)


def without_keys(version: Document) -> Document:
    """The same words as an import reads them from a file: no provision has a key that the other version knows."""

    def strange(provision: Provision) -> Provision:
        children = tuple(strange(child) for child in provision.children)
        return replace(provision, key=f"unknown-{provision.key}", children=children)

    return replace(version, provisions=tuple(strange(provision) for provision in version.provisions))


def paired(old: Document, new: Document) -> list[tuple[list[str], list[str]]]:
    """The words of each provision before and after."""
    after = texts.texts_of(new)
    return [(text.split(), after[key].split()) for key, text in texts.texts_of(old).items()]


def written(folder: Path, old: Document, new: Document) -> list[str]:
    """The same texts as files, a provision on each line."""
    files = []
    for name, version in (("old", old), ("new", new)):
        file = folder / name
        file.write_text("\n".join(texts.texts_of(version).values()) + "\n")
        files.append(str(file))
    return files


def checked(comparison: Comparison, old: Document, new: Document) -> None:
    """Every changed provision has its redline, and the redline holds both texts."""
    before, after = texts.texts_of(old), texts.texts_of(new)
    told = {change.key: change.redline for change in comparison.changes}
    if told.keys() != {key for key, text in before.items() if text != after[key]}:
        raise RuntimeError("the comparison does not name what changed")
    for key, segments in told.items():
        was = "".join(segment.text for segment in segments if segment.op != "insert")
        now = "".join(segment.text for segment in segments if segment.op != "delete")
        if (was, now) != (before[key], after[key]):
            raise RuntimeError(f"the redline of {key} does not hold both texts")
