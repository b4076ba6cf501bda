"""How much of what comes in is read. What lies beyond stays in the raw report, and is said to be too much."""

from typing import Final

#: Bytes of one mail or XARF report; beyond, only the first of them are read.
MOST_BYTES: Final = 26_214_400
#: MIME parts of one mail, and how deep they may be nested.
MOST_PARTS: Final = 200
DEEPEST: Final = 20
#: Lines times multiparts: the mail library asks at every line whether any open multipart ends there.
MOST_WORK: Final = 4_000_000
#: Headers of one name that are kept.
MOST_HEADERS: Final = 50
#: Characters of one body, and of all words that are searched for targets and times.
LONGEST_BODY: Final = 1_000_000
MOST_SEARCHED: Final = 200_000
#: Characters of one description, one header, one line that is searched.
LONGEST_DESCRIPTION: Final = 20_000
LONGEST_HEADER: Final = 4_000
LONGEST_LINE: Final = 2_000
#: Places in the words at which an address is looked at.
MOST_OCCURRENCES: Final = 2_000
#: Incidents of one mail, targets of one incident, files of one mail.
MOST_INCIDENTS: Final = 200
MOST_TARGETS: Final = 20
MOST_FILES: Final = 50
