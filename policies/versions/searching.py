"""A search over provisions: by the beginnings of words, in any language; where none matches, by likeness of letters."""

import re
from functools import reduce
from operator import and_
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import F, QuerySet, Value
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from policies.versions.models import PostedProvision

LONGEST: Final = 200  # characters of what is searched for
_WORD: Final = re.compile(r"[^\W_]+")
_MOST_WORDS: Final = 12
_LIKE_ENOUGH: Final = 0.45
_SHOWN: Final = 320  # characters of a snippet
_BEFORE: Final = 80  # of them before the first word that was found


def matching(provisions: QuerySet[PostedProvision], words: str) -> QuerySet[Any, Any]:
    """Those with every word (or a word that begins with it), the best first.

    Where no provision has them all, those that are most alike in letters, so that a slip of the pen finds something.
    """
    terms = terms_of(words)
    if not terms:
        return provisions.none()
    query = reduce(and_, (SearchQuery(f"{term}:*", config="simple", search_type="raw") for term in terms))
    found = provisions.annotate(words=SearchVector("text", config="simple")).filter(words=query)
    ranked: QuerySet[Any, Any]
    if found.exists():
        ranked = found.annotate(rank=SearchRank(F("words"), query, normalization=Value(1)))
    else:
        alike = " ".join(terms)
        near = provisions.filter(text__trigram_word_similar=alike)
        ranked = near.annotate(rank=TrigramWordSimilarity(alike, "text")).filter(rank__gte=_LIKE_ENOUGH)
    return ranked.order_by("-rank", "-version__number", "position")


def terms_of(words: str) -> list[str]:
    """The words that are searched for, the first dozen of them."""
    return _WORD.findall(words.lower())[:_MOST_WORDS]


def snippet(text: str, words: str) -> SafeString:
    """The text around the first word that was found, as HTML with every such word marked."""
    terms = terms_of(words)
    beginning = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, terms))})[^\W_]*", re.IGNORECASE)
    marks = [found.span() for found in beginning.finditer(text)] if terms else []
    start = _word_start(text, marks[0][0] - _BEFORE) if marks and len(text) > _SHOWN else 0
    end = min(len(text), start + _SHOWN)
    pieces: list[SafeString] = [format_html("{}", "… " if start else "")]
    last = start
    for begin, stop in marks:
        if begin >= end:
            break
        pieces.append(format_html("{}<mark>{}</mark>", text[last:begin], text[begin:stop]))
        last = stop
    pieces.append(format_html("{}{}", text[last : max(last, end)], " …" if end < len(text) else ""))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1
