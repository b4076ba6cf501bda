"""`merge`: what upstream changed is met with one's own copy and taken over, against merge3 and git on the same."""

import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from policies.documents import Document, Status, follow, take
from tests.bench import texts
from tests.bench.figures import in_turn, report, seconds
from tests.bench.sizes import rounds

ROUNDS = 15


def run() -> bool:
    """Three sides, changed a little and changed much, in the same provisions and in others."""
    base = texts.policy()
    half = len(texts.KEYS) // 10
    cases = {
        "few changes": (texts.few(base, seed="theirs"), texts.few(base, seed="ours")),
        "5 % on both sides, spread": (texts.spread(base, seed="theirs"), texts.spread(base, seed="ours")),
        "5 % on both sides, few provisions": (
            texts.concentrated(base, seed="theirs", keys=texts.KEYS[:half]),
            texts.concentrated(base, seed="ours", keys=texts.KEYS[half // 2 :][:half]),
        ),
    }
    measured: dict[str, list[list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, sides in cases.items():
            measured |= measure(name, Path(folder), base, *sides)
    return report("merge", measured)


def measure(name: str, folder: Path, base: Document, theirs: Document, ours: Document) -> dict[str, list[list[float]]]:
    """One case; all three find the same conflicts before they are timed."""
    files = written(folder, ours, base, theirs)
    library, git = with_merge3(base, theirs, ours), with_git(files)
    merged, conflicts = merge(base, theirs, ours)
    checked(base, theirs, ours, merged, conflicts)
    by_library = conflicts_in(library(base_marker="|||||||"))
    by_git = conflicts_in(git("--diff3").splitlines(keepends=True))
    if not conflicts == by_library == by_git:
        raise RuntimeError(f"{name}: the three do not find the same conflicts")
    print(f"{name}: all three find the same {len(conflicts)} conflicts", flush=True)

    def mine() -> float:
        return seconds(lambda: merge(base, theirs, ours))

    return {
        f"{name} / merge3": in_turn(rounds(ROUNDS), mine, lambda: seconds(library)),
        f"{name} / git merge-file": in_turn(rounds(ROUNDS), mine, lambda: seconds(git)),
    }


def merge(base: Document, theirs: Document, ours: Document) -> tuple[Document, set[str]]:
    """What is clean is taken over, as a person who agrees with it would; the rest is left to decide."""
    offers = follow(base, theirs, ours)
    clean = [offer.key for offer in offers if offer.status is Status.CLEAN]
    conflicts = {offer.key for offer in offers if offer.status is Status.CONFLICT}
    return take(ours, theirs, clean, {}, base=base), conflicts


def lines_of(version: Document) -> list[str]:
    """Each provision's key on a line, then the key and its words on the next, as a repository would hold them.

    The line between shows a peer which provisions stand beside each other: without it, neighbours that one side changed
    each would be one conflict.
    """
    return [line for key, text in texts.texts_of(version).items() for line in (f"[{key}]\n", f"{key} {text}\n")]


def with_merge3(base: Document, theirs: Document, ours: Document) -> Callable[..., list[str]]:
    """The library on the lines of the three sides; `base_marker` makes it show the base's lines in a conflict."""
    from merge3 import Merge3  # noqa: PLC0415 - installed by `make bench` only

    before, own, upstream = (lines_of(side) for side in (base, ours, theirs))
    return lambda **shown: list(Merge3(before, own, upstream).merge_lines(**shown))


def written(folder: Path, *sides: Document) -> list[str]:
    """The same lines in a file for each side."""
    files = []
    for number, side in enumerate(sides):
        file = folder / f"{number}.txt"
        file.write_text("".join(lines_of(side)))
        files.append(str(file))
    return files


def with_git(files: list[str]) -> Callable[..., str]:
    """`git merge-file` on ours, the base and theirs; it exits with the number of conflicts."""

    def merged(*options: str) -> str:
        command = ["git", "merge-file", "-p", *options, *files]
        return subprocess.run(command, capture_output=True, check=False, text=True).stdout

    return merged


def conflicts_in(lines: Iterable[str]) -> set[str]:
    """The provisions that all three sides of a conflict word differently."""
    found: set[str] = set()
    parts: list[dict[str, str]] = []
    for line in lines:
        mark = line[:7]
        if mark == "<<<<<<<":
            parts = [{}]
        elif parts and mark in {"|||||||", "======="}:
            parts.append({})
        elif parts and mark == ">>>>>>>":
            ours, base, theirs = parts
            found |= {key for key in base if len({ours.get(key), base[key], theirs.get(key)}) == len(parts)}
            parts = []
        elif parts and not line.startswith("["):
            key, _, words = line.partition(" ")
            parts[-1][key] = words
    return found


def checked(base: Document, theirs: Document, ours: Document, merged: Document, conflicts: set[str]) -> None:
    """A provision is what the side that changed it says, and in conflict where both did and differ."""
    before, upstream, own = (texts.texts_of(side) for side in (base, theirs, ours))
    changed = {key for key in before if upstream[key] != before[key]}
    both = {key for key in changed if own[key] not in (before[key], upstream[key])}
    told = {key: upstream[key] if key in changed - both else own[key] for key in before}
    if conflicts != both or texts.texts_of(merged) != told:
        raise RuntimeError("the merge is not what the three sides say")
