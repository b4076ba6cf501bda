"""Tells by their words what people report, as a category of conduct."""

import re
from collections import Counter, defaultdict
from functools import lru_cache

from enforcement.reports.reading.conduct import ATTACK, MORE_EXACT, WORDS

#: What somebody else wrote before.
_QUOTED = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)
_TOKENS = re.compile(r"[^\W_]+")
#: How much more a word counts that stands in the subject.
_SUBJECT = 3
#: How often one word counts at most; a log repeats itself.
_MOST_OFTEN = 3
#: Characters in which words are looked at: reports say at the beginning what they are about.
_LOOKED_AT = 20_000
_SHORTEST_STEM = 4
Meaning = tuple[str, int]
Phrases = dict[str, list[tuple[tuple[str, ...], Meaning]]]


def _read_words() -> tuple[Phrases, Phrases]:
    """Returns the phrases by their first word, and those whose first word is a stem by the stem."""
    whole: Phrases = defaultdict(list)
    stems: Phrases = defaultdict(list)
    for category, groups in WORDS.items():
        for weight, phrases in groups.items():
            for phrase in phrases.split(","):
                first, *rest = phrase.split()
                into = stems if first.endswith("*") else whole
                into[first.removesuffix("*")].append((tuple(rest), (category, weight)))
    return whole, stems


_WHOLE, _STEMS = _read_words()


def conduct(subject: str, words: str) -> str | None:
    """Returns the category that subject and words speak of most; None where they speak of none, or of two alike."""
    own = _QUOTED.sub("", words[:_LOOKED_AT])
    return _ranked(subject, own) or (_ranked(subject, words[:_LOOKED_AT]) if len(own) < len(words) else None)


def _ranked(subject: str, words: str) -> str | None:
    points: Counter[str] = Counter()
    _count(subject, points, _SUBJECT)
    _count(words, points, 1)
    points["denial_of_service" if points["denial_of_service"] else "unauthorized_testing"] += points.pop(ATTACK, 0)
    for general, exact in MORE_EXACT:
        if points[exact] and points[general]:
            points[exact] += points.pop(general)
    ranked = [one for one in points.most_common(2) if one[1] > 0]
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _count(words: str, points: Counter[str], factor: int) -> None:
    tokens = _TOKENS.findall(words.lower())
    seen: Counter[str] = Counter()
    for place, token in enumerate(tokens):
        best: Meaning | None = None
        for rest, meaning in _beginning(token):
            if (best is None or meaning[1] > best[1]) and _goes_on(tokens, place + 1, rest):
                best = meaning
        if best is not None:
            seen[token] += 1
            if seen[token] <= _MOST_OFTEN:
                points[best[0]] += best[1] * factor


@lru_cache(maxsize=20_000)
def _beginning(token: str) -> tuple[tuple[tuple[str, ...], Meaning], ...]:
    """Returns the phrases that begin with a word."""
    found = [*_WHOLE.get(token, ()), *(_STEMS["phish"] if "phish" in token else ())]
    for length in range(_SHORTEST_STEM, min(len(token), 20) + 1):
        found += _STEMS.get(token[:length], ())
    return tuple(found)


def _goes_on(tokens: list[str], place: int, rest: tuple[str, ...]) -> bool:
    """Whether the words from a place on are the rest of a phrase."""
    following = tokens[place : place + len(rest)]
    return len(following) == len(rest) and all(
        token.startswith(word[:-1]) if word.endswith("*") else token == word
        for token, word in zip(following, rest, strict=True)
    )
