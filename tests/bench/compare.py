"""`compare`: two versions with every redline, against difflib on each pair of provisions and git's word diff."""

import difflib
import gc
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from policies.documents import Comparison, Document, compare
from tests.bench import texts
from tests.bench.figures import Figure, in_turn, report, seconds

ROUNDS = 9


def run() -> bool:
    """Five in a hundred words changed, once in every provision and once in few."""
    old = texts.policy()
    cases = {
        "spread": texts.spread(old, seed="new"),
        "concentrated": texts.concentrated(old, seed="new"),
    }
    figures = []
    for name, new in cases.items():
        figures += measure(name, old, new)
    return report("compare", figures)


def measure(name: str, old: Document, new: Document) -> list[Figure]:
    """Ours with what the peers do with the same words; what ours found is checked before it is timed."""
    checked(compare(old, new), old, new)
    pairs = paired(old, new)
    changed = [(before, after) for before, after in pairs if before != after]

    def ours() -> float:
        gc.collect()
        return seconds(lambda: compare(old, new))

    def with_difflib(chosen: list[tuple[list[str], list[str]]]) -> Callable[[], float]:
        def worked() -> None:
            for before, after in chosen:
                difflib.SequenceMatcher(None, before, after).get_opcodes()

        return lambda: seconds(worked)

    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder), old, new)

        def with_git() -> float:
            command = ["git", "diff", "--no-index", "--word-diff", *files]
            return seconds(lambda: subprocess.run(command, capture_output=True, check=False))

        git = in_turn(ROUNDS, ours, with_git)
    every = in_turn(ROUNDS, ours, with_difflib(pairs))
    only_changed = in_turn(ROUNDS, ours, with_difflib(changed))
    return [
        Figure(f"{name} / difflib on each pair", *every, "s", 1, at_most=True),
        Figure(f"{name} / difflib on changed pairs only", *only_changed, "s", 1, at_most=True),
        Figure(f"{name} / git diff --word-diff", *git, "s", 3, at_most=True),
    ]


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
