"""The marks that open a clause in plain words: bullets, letters, roman and arabic numbers, `§ 4`, `Section 2.01`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_GLYPHS: Final = frozenset("•–—-*+·◦▪‣■□●○◆➢➤✓→⁃∙")
_DASHES: Final = frozenset("–—-")
_GAPS: Final = frozenset(" \t\u00a0")
_LONGEST: Final = 12  # characters up to the first sign that a mark without a word before it ends or goes on with
_BULLET: Final = re.compile(r"(?P<mark>\S)[ \t\u00a0]+(?=\S)")
_DECIMAL: Final = r"\d{1,3}(?:\.\d{1,3})*"
_SUFFIX: Final = r"(?:bis|ter|quater|quinquies|[a-z](?![a-z]))"
_LETTERS: Final = r"[ivxlc]{1,8}|[IVXLC]{1,8}|[a-z]{1,2}|[A-Z]{1,2}"
_CORE: Final = rf"(?:[A-Z]\.)?{_DECIMAL}{_SUFFIX}?|{_LETTERS}"
_GAP: Final = r"[ \t\u00a0]"
_NOT_AN_ABBREVIATION: Final = r"(?!(?:i\.\s?e|[cv]\.\s?[cv]|a\.\s?k|p\.\s?[am])\.)"
_ENUMERATED: Final = re.compile(
    rf"{_NOT_AN_ABBREVIATION}(?P<mark>\((?:{_CORE})\)|(?:{_CORE})\.?\)|(?:{_CORE})\."
    rf"|(?:[A-Z]\.{_DECIMAL}|\d{{1,3}}(?:\.\d{{1,3}})+){_SUFFIX}?(?=:?{_GAP}):?)"
    rf"(?:{_GAP}+(?=\S)|(?<=\d\.)(?=[A-Z]))"
)
#: “1a – Mail”: a dash ends what could be no other thing than a number.
_DASHED: Final = re.compile(rf"(?P<mark>\d{{1,3}}(?:\.\d{{1,3}})*{_SUFFIX}){_GAP}+[-–—]{_GAP}+(?=\S)")
_ALONE: Final = re.compile(rf"(?P<mark>\((?:{_CORE})\)|(?:{_CORE})[.)]|\d{{1,3}}(?:\.\d{{1,3}})+)")
_NUMERALS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_LABELLED: Final = re.compile(
    r"(?P<mark>(?P<label>§§?|(?:section|sec\.|article|art\.|clause|rule|part|chapter|annex|annexe|appendix|schedule"
    r"|exhibit|attachment|artikel|abschnitt|kapitel|teil|anlage|anhang|bijlage|hoofdstuk|chapitre|partie)(?=[\s\u00a0]))"
    rf"{_GAP}*(?P<core>(?:[A-Z]\.)?{_DECIMAL}{_SUFFIX}?|[IVXLC]{{1,8}}|[A-Z]|{'|'.join(_NUMERALS)})(?![\w])"
    rf"(?P<end>[.:)]?))(?P<dash>{_GAP}*[-–—]{_GAP}+)?(?P<gap>{_GAP}*)",
    re.IGNORECASE,
)
_LABELS: Final = frozenset("§sacrpetbkh")
_PLAIN: Final = re.compile(rf"(?P<mark>\d{{1,3}}(?:st|nd|rd|th)?|[IVXLC]{{1,8}}|[A-Z])(?:{_GAP}+[-–—:]{_GAP}+|{_GAP}+)")
_CAPITAL: Final = re.compile(r"[“\"‘'(\[¿¡*_]*[^\W\d_]")
_PARTS: Final = re.compile(r"(?P<numbers>\d{1,3}(?:\.\d{1,3})*)(?P<suffix>[a-z]*)")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SIGNS: Final = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LATIN: Final = ("", "bis", "ter", "quater", "quinquies")
_ORDINAL: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_ALPHABET: Final = 26


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as printed, the style that a list shares, and each way to count it (two, where `i` may be a letter).

    `readings` are pairs of a way to count (`number`, `letter`, `double`, `roman`) and what it counts here; `above` are
    the parts before the last of a dotted number, `suffix` is what was put in between two numbers (`1a`, `1bis`), and
    `plain` says that nothing but a space ends the number, so that only its neighbours tell whether it is one.
    """

    printed: str
    style: str
    readings: tuple[tuple[str, int], ...] = ()
    above: tuple[str, ...] = ()
    suffix: str = ""
    plain: bool = False

    @property
    def ordinals(self) -> tuple[int, ...]:
        """Returns what it counts, each way; nothing of a bullet."""
        return tuple(ordinal for _, ordinal in self.readings)

    @property
    def number(self) -> str:
        """Returns what is kept of the mark: nothing of a bullet."""
        return self.printed if self.readings else ""

    @property
    def dotted(self) -> bool:
        """Tells whether it is a number of several parts, such as `2.1`, which is cited by itself."""
        return bool(self.above)

    @property
    def ambiguous(self) -> bool:
        """Tells whether the same sign also occurs inside a sentence."""
        return self.printed in _DASHES

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """Returns how the parts of a number below it would begin: `IV` heads `4.1`, and `A` heads `A.1`."""
        if not self.readings:
            return ()
        own = [str(ordinal) for way, ordinal in self.readings if way == "number"]
        core = re.sub(r"[^A-Za-z]", "", self.printed.split()[-1])
        if not own and core.isupper() and "(" not in self.printed:
            own = [core, *(str(ordinal) for way, ordinal in self.readings if way == "roman")]
        return tuple((*self.above, one) for one in own)


def is_bullet(glyph: str) -> bool:
    """Tells whether a character alone can be a bullet: a known glyph, or one of a symbol font's private characters."""
    return glyph in _GLYPHS or unicodedata.category(glyph) == "Co" or glyph == "o"


def split_mark(line: str, *, plain: bool = False) -> tuple[Mark | None, str]:
    """Takes the mark off the start of a line; the rest is the item's text.

    With `plain`, a number that only a space ends counts too, where a capital follows (`1 Scope`): for headings.
    """
    text = line.strip()
    if text[1:2] in _GAPS and (match := _BULLET.match(text)) and is_bullet(match["mark"]):
        return Mark(match["mark"], f"bullet {match['mark']}"), text[match.end() :]
    head = text[:_LONGEST]
    if (")" in head or "." in head) and (match := _ENUMERATED.match(text)):
        mark = mark_of(match["mark"])
        if mark:
            return mark, text[match.end() :]
    if text[:1].isdigit() and (match := _DASHED.match(text)):
        return mark_of(match["mark"]), text[match.end() :]
    if text[:1].lower() in _LABELS and (labelled := _labelled(text)):
        return labelled
    if plain and (match := _PLAIN.match(text)) and _CAPITAL.match(text[match.end() :]):
        rest = text[match.end() :]
        mark = mark_of(match["mark"])
        sentence = not match["mark"][0].isdigit() and match[0].strip() == match["mark"]
        if mark and rest[:1].upper() == rest[:1] and not sentence:
            return Mark(mark.printed, mark.style, mark.readings, mark.above, mark.suffix, plain=True), rest
    return None, text


def mark_alone(text: str) -> Mark | None:
    """Reads a text that is nothing but a mark, such as the first cell of a row, or `ARTICLE IV` above its title."""
    text = text.strip()
    if len(text) == 1 and is_bullet(text) and text != "o":
        return Mark(text, f"bullet {text}")
    if _ALONE.fullmatch(text):
        return mark_of(text)
    match = _LABELLED.fullmatch(text)
    return _of_label(match) if match else None


@lru_cache(maxsize=4096)
def mark_of(printed: str) -> Mark | None:
    """Reads a number that stands by itself, such as Word or a browser prints it; None where it is none."""
    match = _LABELLED.fullmatch(printed)
    if match:
        return _of_label(match)
    core = printed.strip("().:")
    return _counted(printed, core, "") if core else None


def follows(mark: Mark, last: Mark) -> bool:
    """Tells whether `mark` is the next of the list whose last item bore `last`."""
    return bool(following(mark, last)) if mark.readings and last.readings else mark.style == last.style


def following(mark: Mark, last: Mark) -> frozenset[str]:
    """Returns the ways to count in which `mark` comes right after `last`."""
    if mark.style != last.style or mark.above != last.above:
        return frozenset()
    return frozenset(
        way
        for way, ordinal in mark.readings
        for other_way, other in last.readings
        if way == other_way
        and ((ordinal == other + 1 and mark.suffix in {"", "a"}) or (ordinal == other and _inserted(mark, last)))
    )


def comes_later(mark: Mark, last: Mark) -> bool:
    """Tells whether `mark` belongs to the same list as `last` though numbers between them are missing."""
    if mark.style != last.style or mark.above != last.above:
        return False
    return any(way == other and one > two for way, one in mark.readings for other, two in last.readings)


def opens(mark: Mark) -> bool:
    """Tells whether a list can begin with this mark."""
    return not mark.readings or 1 in mark.ordinals or (mark.dotted and 0 in mark.ordinals)


def roman(number: int) -> str:
    """Returns a number from 1 in small roman letters."""
    text = ""
    for value, letters in _ROMAN_SIGNS:
        text, number = text + letters * (number // value), number % value
    return text


def _labelled(text: str) -> tuple[Mark, str] | None:
    match = _LABELLED.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    # “Section 4 applies” and “Part I of this policy” are sentences; “Section 4 Mail” and “Part I: Mail” are not.
    ended = match["end"] or match["dash"]
    if rest and not (match["gap"] or match["dash"]):
        return None
    if rest and not ended and not (_CAPITAL.match(rest) and rest.lstrip("“\"‘'(")[:1].isupper()):
        return None
    if rest and match["end"] == ")" and "(" not in match["mark"] and match["label"] != "§":
        return None
    mark = _of_label(match)
    return (mark, rest) if mark and rest else None


def _of_label(match: re.Match[str]) -> Mark | None:
    core = match["core"]
    if core.lower() in _NUMERALS:
        return Mark(match["mark"], f"{match['label'].lower()} number", (("number", _NUMERALS.index(core.lower()) + 1),))
    return _counted(match["mark"], core, match["label"].lower().rstrip("."))


def _counted(printed: str, core: str, label: str) -> Mark | None:
    if ordinal := _ORDINAL.fullmatch(core):
        return Mark(printed, f"{label} 1st", (("number", int(ordinal[1])),))
    letter, _, rest = core.partition(".")
    prefix = (letter,) if rest and letter.isalpha() else ()
    if found := _PARTS.fullmatch(rest if prefix else core):
        parts = [str(int(part)) for part in found["numbers"].split(".")]
        if len(parts) > 1 and parts[-1] == "0":
            parts.pop()
        style = f"{label} {_signs(printed, core)} {len(parts) + len(prefix)}"
        return Mark(printed, f"number{style}", (("number", int(parts[-1])),), (*prefix, *parts[:-1]), found["suffix"])
    if not core.isalpha():
        return None
    lower = core.lower()
    readings = _letter_readings(lower)
    if label:
        # Whatever bears a word counts in roman numbers where it can: ARTICLE I, ARTICLE II.
        readings.sort(key=lambda reading: reading[0] != "roman")
    case = "A" if core.isupper() else "a"
    same = core in {lower, lower.upper()}
    return (
        Mark(printed, f"letter{label} {_signs(printed, core)} {case}", tuple(readings)) if readings and same else None
    )


def _letter_readings(lower: str) -> list[tuple[str, int]]:
    first = ord(lower[0]) - ord("a") + 1
    readings: list[tuple[str, int]] = []
    if len(lower) == 1:
        readings.append(("letter", first))
    elif len(lower) == len("aa"):
        if lower[0] == lower[1]:
            readings += [("double", first), ("letter", _ALPHABET + first)]
        else:
            readings.append(("letter", first * _ALPHABET + ord(lower[1]) - ord("a") + 1))
    if set(lower) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in lower]
        value = sum(-one if one < max(values[index:]) else one for index, one in enumerate(values))
        if roman(value) == lower:
            readings.append(("roman", value))
    return readings


def _inserted(mark: Mark, last: Mark) -> bool:
    """Tells whether `1a` comes after `1`, `1b` after `1a`, or `1ter` after `1bis`."""
    return mark.suffix != last.suffix and _rank(mark.suffix) == _rank(last.suffix) + 1


def _rank(suffix: str) -> int:
    return _LATIN.index(suffix) if suffix in _LATIN else ord(suffix[0]) - ord("a") + 1


def _signs(printed: str, core: str) -> str:
    """Returns the punctuation that tells one list from another; `1`, `1.` and `1:` are one."""
    before, _, after = printed.partition(core)
    return f"{before[-1:] if before.endswith('(') else ''}1{')' if ')' in after else ''}"
