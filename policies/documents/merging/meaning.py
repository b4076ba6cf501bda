"""What a change does to the meaning of a sentence: its numbers, its negations, its conditions, and who may or must.

Two people who each changed one sentence, one of them in this way, mean two different things: both changes together are
a sentence that nobody wrote.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEGATIONS: Final = """
cannot neither never no nobody none nor not nothing geen nergens niemand niet niets noch nooit kein keine keinem
keinen keiner nicht nichts nie niemals niemand weder aucun aucune jamais ne ni nul pas personne rien
"""
_CONDITIONS: Final = """
after before during except excluding exceeding fewer if including intentionally knowingly least less maximum
minimum more most negligently only prior provided solely subject than unless until upon when whenever where
wherever whether while wilfully willfully within without alleen als behalve binnen indien maximaal minimaal
minstens mits opzettelijk slechts tenzij tot totdat tijdens uitgezonderd voordat wanneer zodra zonder
ausgenommen außer bevor bis falls höchstens mindestens nur ohne sobald sofern soweit vorsätzlich während wenn
après avant hormis lorsque moins moyennant plus pourvu quand sans sauf sciemment seulement si
"""
_MUST: Final = """
must shall should will dient moet moeten zal zullen muss müssen soll sollen doit doivent
"""
_MAY: Final = """
can could may might kan kunnen mag mogen darf dürfen kann können peut peuvent
"""
_NUMBERS: Final = """
zero one two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty thirty forty fifty
sixty seventy eighty ninety hundred thousand million half third quarter first second double twice once één twee
drie vier vijf zes zeven acht negen tien elf twaalf veertien twintig dertig zestig negentig honderd duizend eins
zwei drei fünf sechs sieben neun zehn zwölf vierzehn zwanzig dreißig sechzig hundert tausend deux trois quatre
cinq sept huit neuf dix onze douze quinze vingt trente soixante cent mille
"""
_DENIES: Final = frozenset(_NEGATIONS.split())
_LIMITS: Final = frozenset(_CONDITIONS.split())
_DUTY: Final = frozenset(_MUST.split())
_LEAVE: Final = frozenset(_MAY.split())
_COUNTS: Final = frozenset(_NUMBERS.split())
_FIGURE: Final = "$€£¥+−-"
_ENDS: Final = frozenset(".!?")


def says_otherwise(before: Sequence[str], after: Sequence[str], following: str) -> bool:
    """Tells whether words in place of others change what a sentence means; `following` is the word behind both."""
    return _meaning(before, following) != _meaning(after, following)


def sentences(tokens: Sequence[str]) -> list[int]:
    """Returns for each token in which sentence it stands, counted from 0; and last where one more would stand."""
    found = []
    number = 0
    for token in tokens:
        found.append(number)
        number += token in _ENDS
    return [*found, number]


def is_whole(words: Sequence[str]) -> bool:
    """Tells whether words that are put in are sentences by themselves, so that they change no other."""
    said = [word for word in words if not word.isspace()]
    return bool(said) and said[-1] in _ENDS


def _meaning(words: Sequence[str], following: str) -> tuple[object, ...]:
    small = [word.lower() for word in words if not word.isspace()]
    return (
        [word for word, after in pairwise([*small, following.lower()]) if _is_number(word, after)],
        sum(word in _DENIES or word.endswith(("n't", "n’t")) for word in small),
        sorted(word for word in small if word in _LIMITS),
        sum(word in _DUTY for word in small),
        sum(word in _LEAVE for word in small),
    )


def _is_number(word: str, after: str) -> bool:
    """Tells whether a word is a number: a figure, or spelled out before what it counts."""
    if word.lstrip(_FIGURE)[:1].isdecimal() or word in {"%", "‰"}:
        return True
    return word in _COUNTS and after.isalpha() and after not in _COUNTS
