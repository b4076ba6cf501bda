"""What must not be looked at, which words move out of sight with it, and how much is kept; no clock, no database."""

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
