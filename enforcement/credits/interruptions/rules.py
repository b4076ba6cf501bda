"""What is pure about interruptions: the reference of a correction, and how an alert is named."""

import datetime as dt
import itertools
import re
from collections.abc import Collection
from typing import Final

#: A reference has at most so many characters.
LONGEST_REFERENCE: Final = 80
#: An interruption that goes on, and of which nothing was heard for so long, waits for a person.
SILENCE: Final = dt.timedelta(hours=24)


def next_reference(reference: str, taken: Collection[str], *, corrected_before: bool = False) -> str:
    """Returns what a correction of `reference` is called: F-1/2 after F-1, and F-1/3 after that."""
    base = re.sub(r"/\d+\Z", "", reference) if corrected_before else reference
    for number in itertools.count(2):
        found = f"{base[: LONGEST_REFERENCE - len(str(number)) - 1]}/{number}"
        if found not in taken:
            return found
    raise AssertionError  # counting has no end


def alert_reference(fingerprint: str, starts_at: dt.datetime) -> str:
    """Returns what the interruption of an alert is called: its key, the fingerprint and the start in UTC."""
    return f"{fingerprint}@{starts_at.astimezone(dt.UTC).isoformat().replace('+00:00', 'Z')}"
