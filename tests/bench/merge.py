"""`merge`: what upstream changed is met with one's own copy and taken over, against merge3 on the same lines."""

from collections.abc import Callable

from policies.documents import Document, Status, follow, take, to_text
from tests.bench import texts
from tests.bench.figures import Figure, in_turn, report, seconds

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
    return report("merge", [measure(name, base, *sides) for name, sides in cases.items()])


def measure(name: str, base: Document, theirs: Document, ours: Document) -> Figure:
    """One case; both find the same conflicts before they are timed."""
    other = with_merge3(base, theirs, ours)
    merged, conflicts = merge(base, theirs, ours)
    checked(base, theirs, ours, merged, conflicts)
    return Figure(
        f"{name} / merge3",
        *in_turn(ROUNDS, lambda: seconds(lambda: merge(base, theirs, ours)), lambda: seconds(other)),
        "s",
        5,
        at_most=True,
    )


def merge(base: Document, theirs: Document, ours: Document) -> tuple[Document, set[str]]:
    """What is clean is taken over, as a person who agrees with it would; the rest is left to decide."""
    offers = follow(base, theirs, ours)
    clean = [offer.key for offer in offers if offer.status is Status.CLEAN]
    conflicts = {offer.key for offer in offers if offer.status is Status.CONFLICT}
    return take(ours, theirs, clean, {}, base=base), conflicts


def with_merge3(base: Document, theirs: Document, ours: Document) -> Callable[[], object]:
    """The peer on the lines that each side prints, as a word processor or a repository would hold them."""
    from merge3 import Merge3  # noqa: PLC0415 - installed by `make bench` only

    before, own, upstream = (to_text(side).splitlines(keepends=True) for side in (base, ours, theirs))
    return lambda: list(Merge3(before, own, upstream).merge_lines())


def checked(base: Document, theirs: Document, ours: Document, merged: Document, conflicts: set[str]) -> None:
    """A provision is what the side that changed it says, and in conflict where both did and differ."""
    before, upstream, own = (texts.texts_of(side) for side in (base, theirs, ours))
    changed = {key for key in before if upstream[key] != before[key]}
    both = {key for key in changed if own[key] not in (before[key], upstream[key])}
    told = {key: upstream[key] if key in changed - both else own[key] for key in before}
    if conflicts != both or texts.texts_of(merged) != told:
        raise RuntimeError("the merge is not what the three sides say")
