"""The blanks that words of a reply template may have, what fills them, and names that words must not have; pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Each blank stands in braces, such as {conduct}; the last two would tell a reporter who the customer is.
BLANKS: Final[Mapping[str, str | Promise]] = {
    "company": _("The company's name"),
    "case": _("The number of the case"),
    "conduct": _("The kind of conduct"),
    "officer": _("The name of who writes"),
    "customer": _("The customer's name"),
    "service": _("The service's reference"),
}
NAMES_THE_CUSTOMER: Final = frozenset({"customer", "service"})
_BLANK: Final = re.compile(r"\{([^{}\n]{0,40})\}")


def unknown_blanks(words: str, *, to_reporters: bool = False) -> list[str]:
    """Returns the blanks in the words that nothing fills, or that would tell a reporter who the customer is."""
    known = BLANKS.keys() - (NAMES_THE_CUSTOMER if to_reporters else frozenset())
    return [name for name in _BLANK.findall(words) if name not in known]


def filled(words: str, values: Mapping[str, str]) -> str:
    """Returns the words with every blank filled; one that nothing fills stays as it is."""
    return _BLANK.sub(lambda blank: values.get(blank[1], blank[0]), words)


def named_in(words: str, names: Iterable[str]) -> str:
    """Returns the first of the names that stands in the words as a word of its own, whatever its case; else ""."""
    for name in names:
        if name.strip() and re.search(rf"(?<!\w){re.escape(name.strip())}(?!\w)", words, re.IGNORECASE):
            return name
    return ""
