"""How alike two texts are: letter by letter, which shows a rewording, and by the words that say something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, utils
from rapidfuzz.distance import LCSseq

from policies.documents.comparing.function_words import FUNCTION_WORDS
from policies.documents.proposing.kinds import without_targets

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTLY: Final = 0.85
_PARTLY_FROM: Final = 40
#: Of so many beginnings and ends the letters in common are counted.
_STEPS: Final = 5
_ROUNDING: Final = 1e-6
_STEM: Final = 6
_PLURAL: Final = 4
_REMEMBERED: Final = 30_000
_LONGEST: Final = 40
_UNSEEN: Final = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}
# Nearly every clause of a policy says these, so that to share them is to share little.
_EVERYWHERE: Final = """
access allowed aup cannot company customer customers forbidden never no not permitted policy prohibited service services
use used user users using
dienst diensten gebruik gebruiken gebruiker gebruikers geen klant klanten niet nooit toegestaan verboden
dienste erlaubt kein keine keinen kunde kunden nicht nie nutzen nutzer nutzung verboten
autorisé client clients interdit interdite jamais ne pas utilisateur utilisateurs utiliser
"""
_LITTLE: Final = 0.1
#: Writing without spaces: two signs together say about as much as a word.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")


def plain(text: str) -> str:
    """Returns the words of a text without case, punctuation, unseen signs, more than one space, and links' targets."""
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return " ".join(utils.default_process(without_targets(text)).split())


def likeness(old: str, new: str, *, at_least: float = 0.0, whole: float | None = None) -> float:
    """Tells how alike two plain texts are, 0 to 100; 0 below `at_least`. A part of a text is less than the whole.

    `whole` is how alike they are as wholes, where that is known.
    """
    whole, most = likeness_within(old, new, whole)
    score, least = whole, max(whole, at_least)
    if most > least and _PARTLY * best_part_within(old, new) + _ROUNDING > least:
        score = max(whole, _PARTLY * fuzz.partial_ratio(old, new, score_cutoff=min(100.0, least / _PARTLY)))
    return score if score >= at_least else 0.0


def likeness_within(old: str, new: str, whole: float | None = None) -> tuple[float, float]:
    """Returns two values that the likeness lies between: asking for the best part takes a thousand times as long.

    A part of the longer text has no more letters in common with the shorter one than the whole has.
    """
    if whole is None:
        whole = fuzz.ratio(old, new)
    shorter = min(len(old), len(new))
    if shorter < _PARTLY_FROM:
        return whole, whole
    common = whole / 200 * (len(old) + len(new))
    part = 200 * min(common, shorter) / (shorter + min(common, shorter))
    return whole, max(whole, _PARTLY * part + _ROUNDING)


def best_part_within(old: str, new: str) -> float:
    """Returns what the likeness of the best part lies below, by the letters in common with a few beginnings and ends.

    The best part of the longer text is as long as the shorter one, or it is its beginning or end.
    """
    shorter, longer = sorted((old, new), key=len)
    length = len(shorter)
    if length < _PARTLY_FROM:
        return 100.0
    most = 100 * LCSseq.similarity(shorter, longer) / length
    pairs = [(shorter, longer)] if length < len(longer) else [(shorter, longer), (longer, shorter)]
    for one, other in pairs:
        for step in range(_STEPS):
            least, end = length * step // _STEPS, length * (step + 1) // _STEPS
            for part in (other[:end], other[-end:]):
                # All beginnings (or ends) with more than `least` letters have no more in common than this one.
                common = LCSseq.similarity(one, part)
                most = max(most, 200 * common / (length + max(least, common)))
    return most


def content(text: str) -> frozenset[str]:
    """Returns what a plain text says: its words by their beginnings, without those that only join others."""
    if text.isascii():
        return frozenset(map(_STEMS.__getitem__, text.split())) - _NOTHING
    found: set[str] = set()
    for word in text.split():
        if _UNSPACED.search(word):
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word not in FUNCTION_WORDS:
            found.add(_STEMS[word])
    return frozenset(found)


def agreement(old: frozenset[str], new: frozenset[str], weights: Mapping[str, float]) -> float:
    """Tells how much of what two texts say they have in common, 0 to 100; a rare word counts for more."""
    both = 2 * sum(weights[word] for word in old & new)
    return 100 * both / (sum(weights[word] for word in old) + sum(weights[word] for word in new)) if both else 0.0


def overlap(old: frozenset[str], new: frozenset[str], weights: Mapping[str, float]) -> float:
    """Tells how much of what the one that says less says the other says too, 0 to 100."""
    return max(covered(old, new, weights), covered(new, old, weights))


def covered(text: frozenset[str], by: frozenset[str], weights: Mapping[str, float]) -> float:
    """Tells how much of what one text says another says as well, 0 to 100."""
    both = sum(weights[word] for word in text & by)
    return 100 * both / sum(weights[word] for word in text) if both else 0.0


def worth(word: str) -> float:
    """Returns how much one of `content` says by itself, 0 to 1: little where nearly every clause says it."""
    return _LITTLE if word in _SAID_EVERYWHERE else 1.0


def _stem(word: str) -> str:
    if len(word) > _STEM:
        return word[:_STEM]
    return word[:-1] if len(word) >= _PLURAL and word[-1] == "s" else word


class _Stems(dict[str, str]):
    """The beginning of each word, empty of one that only joins others; remembered of so many words of usual length."""

    def __missing__(self, word: str) -> str:
        stem = "" if word in FUNCTION_WORDS else _stem(word)
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = stem
        return stem


_STEMS: Final = _Stems()
_NOTHING: Final = frozenset({""})


_SAID_EVERYWHERE: Final = frozenset(map(_stem, _EVERYWHERE.split()))
