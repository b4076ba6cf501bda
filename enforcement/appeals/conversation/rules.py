"""How much is written and sent about one appeal; no clock, no database."""

from typing import Final

LONGEST_WORDS: Final = 10_000
#: Messages of each side about one appeal.
MOST_MESSAGES: Final = 100
