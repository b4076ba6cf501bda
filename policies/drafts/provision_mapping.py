"""What became of each posted provision in the draft, as the desk and the endpoints show it; the doubtful ones first."""

from dataclasses import dataclass
from typing import Any

from policies.documents import Placed, Segment, redline
from policies.documents.continuity.pairing import Fate, Pair, figures, pairs_of
from policies.documents.model.codec import document_from_json
from policies.drafts.models import Draft
from policies.versions.models import PolicyVersion
from policies.versions.queries import standing_versions, template_of


@dataclass(frozen=True, slots=True)
class ShownPair:
    """One provision's way with its redline; `of` is what it was split from or merged into."""

    pair: Pair
    redline: tuple[Segment, ...]
    of: Placed | None = None

    @property
    def key(self) -> str:
        """The key that it has, or had."""
        return self.pair.key

    @property
    def label(self) -> str:
        """Where it stands now, else where it stood."""
        placed = self.pair.new or self.pair.old
        return placed.path if placed else ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """All of them with their figures; `free` are the posted provisions that nothing of the draft continues."""

    last: PolicyVersion | None
    shown: tuple[ShownPair, ...]
    figures: dict[str, int]
    free: tuple[tuple[str, str], ...]


def pairs_in(draft: Draft) -> Pairs:
    """Hold the draft against the version posted last."""
    last = standing_versions(draft.policy).order_by("-effective_at").first()
    if last is None:
        return Pairs(None, (), {}, ())
    posted, written = template_of(last), document_from_json(draft.document)
    pairs = pairs_of(posted, written)
    sides = {Fate.SPLIT: posted.placed(), Fate.MERGED: written.placed()}
    free = [(pair.key, _choice(pair)) for pair in pairs if pair.new is None]
    shown = [
        ShownPair(pair, _redline(pair), sides[pair.fate][pair.of] if pair.of else None)
        for pair in pairs
        if pair.fate is not Fate.KEPT
    ]
    shown.sort(key=lambda one: not one.pair.doubtful)
    return Pairs(
        last, tuple(shown), {"moved": 0, "doubtful": 0, **dict.fromkeys(Fate, 0), **figures(pairs)}, tuple(free)
    )


def pairs_json(draft: Draft) -> dict[str, Any]:
    """The same for machines."""
    found = pairs_in(draft)
    return {
        "version": found.last.number if found.last else None,
        "figures": found.figures,
        "pairs": [
            {
                "key": one.key,
                "label": one.label,
                "fate": one.pair.fate.value,
                "likeness": round(one.pair.likeness),
                "moved": one.pair.moved,
                "doubtful": one.pair.doubtful,
                "of": one.pair.of,
                "perhaps": one.pair.perhaps,
                "in_draft": one.pair.new is not None,
                "redline": one.redline,
            }
            for one in found.shown
        ],
    }


def _redline(pair: Pair) -> tuple[Segment, ...]:
    before, after = (placed.provision.text if placed else "" for placed in (pair.old, pair.new))
    return redline(before, after)


def _choice(pair: Pair) -> str:
    placed = pair.old
    return f"{placed.path} {placed.provision.text}"[:90] if placed else ""
