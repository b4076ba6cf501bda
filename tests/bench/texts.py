"""Policies of 1,000 provisions and 100,000 words with a known part of their words changed, the same in every run."""

import random
from collections.abc import Collection
from dataclasses import replace

from policies.documents import Document, Kind, Provision

PROVISIONS = 1000
FAMILY = 20  # provisions under one heading, itself included
LENGTH = 100  # words in each
CHANGED = 0.05
KEYS = [f"p{number}" for number in range(PROVISIONS)]
_SYLLABLES = ["ac", "ber", "cor", "de", "en", "fo", "gra", "hi", "in", "ju", "la", "mo", "ne", "or", "pro", "re", "ta"]


def policy() -> Document:
    """The words of the first version: a few words are frequent and most are rare, as in any text."""
    chance = random.Random("policy")  # noqa: S311 - the same words in every run, nothing secret
    known = vocabulary()
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    texts = [" ".join(chance.choices(known, weights, k=LENGTH)).capitalize() + "." for _ in KEYS]
    return document(dict(zip(KEYS, texts, strict=True)))


def document(texts: dict[str, str]) -> Document:
    """One provision per text, numbered, under a heading of its own every so many."""
    made = [
        Provision(key, Kind.PROHIBITION, None, str(number % FAMILY), text)
        for number, (key, text) in enumerate(texts.items())
    ]
    families = (made[start : start + FAMILY] for start in range(0, len(made), FAMILY))
    return Document("A policy", "en", (), tuple(replace(head, children=tuple(rest)) for head, *rest in families))


def texts_of(version: Document) -> dict[str, str]:
    """The words of every provision, in reading order."""
    return {placed.key: placed.provision.text for placed in version.walk()}


def spread(version: Document, *, seed: str) -> Document:
    """Every twentieth word replaced, left out or joined by another, in every provision."""
    return _edited(version, KEYS, CHANGED, seed)


def concentrated(version: Document, *, seed: str, keys: Collection[str] | None = None) -> Document:
    """The same number of words changed, all of them in as few provisions as hold them: half of the words there."""
    chosen = random.Random(seed).sample(KEYS, int(PROVISIONS * CHANGED * 2))  # noqa: S311 - as above
    return _edited(version, chosen if keys is None else keys, 0.5, seed)


def few(version: Document, *, seed: str) -> Document:
    """One word in twenty changed in ten provisions."""
    return _edited(version, random.Random(seed).sample(KEYS, 10), CHANGED, seed)  # noqa: S311 - as above


def _edited(version: Document, keys: Collection[str], share: float, seed: str) -> Document:
    chance = random.Random(seed)  # noqa: S311 - as above
    known = vocabulary()
    texts = texts_of(version)
    for key in keys:
        words = texts[key].split(" ")
        for place in chance.sample(range(LENGTH), int(LENGTH * share)):
            other = chance.choice(known)
            words[place] = chance.choice([other, "", f"{words[place]} {other}"])
        texts[key] = " ".join(word for word in words if word)
    return document(texts)


def vocabulary() -> list[str]:
    """Four thousand words that mean nothing."""
    chance = random.Random("words")  # noqa: S311 - as above
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]
