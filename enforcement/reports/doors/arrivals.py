"""When each mail of a batch came in; pure."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from tenants.resellers.instants import EARLIEST

_NEXT: Final = dt.timedelta(microseconds=1)


def instants_of_arrival(claimed: Sequence[dt.datetime | None], at: dt.datetime) -> list[dt.datetime]:
    """Returns an instant (UTC) for each mail that is stored at `at`, in the order in which they came; no two are equal.

    What the mailbox claims counts, unless it is none of this time: then, and where nothing is claimed, it is the mail's
    turn until `at`.
    """
    found: list[dt.datetime] = []
    taken: set[dt.datetime] = set()
    for place, one in enumerate(claimed):
        turn = at - (len(claimed) - 1 - place) * _NEXT
        came = one.astimezone(dt.UTC) if one is not None and EARLIEST <= one <= turn else turn
        while came in taken:
            came += _NEXT
        taken.add(came)
        found.append(came)
    return found
