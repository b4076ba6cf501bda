"""What must not be looked at, which words move out of sight with it, and how much is kept; no clock, no database."""

import re
from collections.abc import Mapping
from typing import Final

from policies.documents.model.categories import CATEGORIES

#: By kind of row that belongs to a report: the column that holds words. The database lets them move only out of sight.
WORDS: Final[Mapping[str, str]] = {
    "reports.report": "description",
    "reports.evidence": "filename",
    "reports.addition": "words",
    "reports.reportmail": "text",
    "reports.complaint": "words",
}

#: Characters of words that a report keeps.
LONGEST_TEXT: Final = 20_000
#: A file in base64, as it stands among words where a mail's parts could not be told apart.
_ENCODED: Final = re.compile(r"(?:^[A-Za-z0-9+/]{60,}={0,2}[ \t\r]*(?:\n|\Z)){3}", re.MULTILINE)
#: Characters from which on a line is no greeting.
_TELLING: Final = 20

MEGABYTE: Final = 1_000_000
#: Files of one report, with all that is added to it later, and their bytes.
FILES_OF_A_REPORT: Final = 20
BYTES_OF_A_REPORT: Final = 20 * MEGABYTE
#: Bytes from one network a day, and the share of what a reseller keeps that this may be at most.
_NETWORK_A_DAY: Final = 50 * MEGABYTE
_NETWORKS_SHARE: Final = 20
#: How much of what a reseller keeps strangers may fill; the rest is left for its customers and staff.
_STRANGERS_PERCENT: Final = 90
#: How full it is when staff are told.
ALMOST_FULL_PERCENT: Final = 80


def must_be_sealed(category: str) -> bool:
    """Whether what comes with a report of this kind of conduct is not to be looked at."""
    found = CATEGORIES.get(category)
    return found is not None and found.sealed


def most_bytes(limit: int, *, stranger: bool) -> int:
    """Returns up to how many bytes may be kept, where `limit` (MB) is the reseller's."""
    whole = limit * MEGABYTE
    return whole * _STRANGERS_PERCENT // 100 if stranger else whole


def most_from_a_network(limit: int) -> int:
    """Returns how many bytes one network may send in a day, where `limit` (MB) is the reseller's."""
    return min(_NETWORK_A_DAY, limit * MEGABYTE // _NETWORKS_SHARE)


def raw_words(data: bytes) -> str:
    """Returns the beginning of the bytes as text, for a person to look at."""
    return data[: 4 * LONGEST_TEXT].decode("utf-8", "replace").replace("\0", "").strip()[:LONGEST_TEXT]


def repeats(words: str, data: bytes) -> bool:
    """Whether words are the bytes of a raw report, or hold a file in base64: they go when it is removed."""
    return bool(words) and (words == raw_words(data) or _ENCODED.search(words) is not None)


def quotes(words: str, text: str) -> bool:
    """Whether words hold a line of a file's text, or all of it: they go when it is removed."""
    lines = {line.strip() for line in text.splitlines()}
    told = {line for line in lines if len(line) >= _TELLING} | ({text.strip()} - {""})
    return any(line in words for line in told)
