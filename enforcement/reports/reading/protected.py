"""What the policy protects besides people (R16): the company's website, equipment and software, others' equipment.

They can be what a report is about. None of them is anybody's service: the subject is whoever acted.
"""

import re
from enum import StrEnum
from typing import Final


class Protected(StrEnum):
    """As a target names it."""

    WEBSITE = "company website"
    EQUIPMENT = "company equipment"
    SOFTWARE = "company software"
    OTHERS = "third-party equipment"


#: What is the company's own.
OWN: Final = frozenset({Protected.WEBSITE, Protected.EQUIPMENT, Protected.SOFTWARE})
_WEBSITES: Final = "web ?sites?|(?:customer )?portals?|webseite|webportal|site(?: web| internet)?|sitio web|portail"
_EQUIPMENT: Final = (
    "(?:network )?(?:equipment|hardware|routers?|switch(?:es)?)|(?:netwerk)?apparatuur|geräte?n?|équipements?|equipos?"
)
_SOFTWARE: Final = "software|applications?|apps?|programmatuur|logiciels?|aplicaci(?:ón|ones)"
_OWNED: Final = "own|eigen(?:e[nmrs]?)?|propres?|propi[oa]s?"
_YOUR: Final = rf"\b(?:your|uw|jullie|ihr(?:e[nmrs]?)?|votre|vos|sus?|vuestr[oa]s?)(?: (?:{_OWNED}))?"
_COMPANY: Final = r"(?:the )?(?:company(?:['’]s)?|our|your)(?: own)?"
_THING: Final = {
    Protected.WEBSITE: _WEBSITES,
    Protected.EQUIPMENT: _EQUIPMENT,
    Protected.SOFTWARE: _SOFTWARE,
}
_NAMED: Final = {one: re.compile(rf"{_COMPANY} (?:{thing})", re.IGNORECASE) for one, thing in _THING.items()} | {
    Protected.OTHERS: re.compile(r"third[- ]part(?:y|ies)(?:['’]s?)? (?:equipment|hardware)", re.IGNORECASE)
}
_IN_WORDS: Final = {one: re.compile(rf"{_YOUR} (?:{thing})\b", re.IGNORECASE) for one, thing in _THING.items()}


def protected(text: str) -> Protected | None:
    """Returns which of them a target names, as people write it: "Company website", "your software"."""
    words = " ".join(text.split())
    return next((one for one, pattern in _NAMED.items() if pattern.fullmatch(words)), None)


def protected_in(words: str) -> list[Protected]:
    """Returns which of the company's own things a mail speaks of to the company, in the order it does."""
    found = {one: match.start() for one, pattern in _IN_WORDS.items() if (match := pattern.search(words))}
    return sorted(found, key=lambda one: found[one])
