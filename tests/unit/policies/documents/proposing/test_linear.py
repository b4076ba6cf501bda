"""Text made to be slow to read is read in time that grows with its length, whatever repeats in it."""

import time

import pytest

from policies.documents import Document, Kind, Provision, suggestions
from policies.documents.proposing.kinds import GRAMMARS, Speech, said_in
from policies.documents.proposing.proposals import propose

LENGTH = 60_000
#: Seconds for all of it; a tenth would do on an idle machine.
BOUND = 1.0
REPEATED = [
    *("may ", "may not ", "you may not, ", "we may ", "not ", "no ", "is not ", "A ", "AS ", "A AS ", "“", "“a” ", "("),
    *("the following ", "including ", "unless ", "without prior ", "the right, ", "agree ", "ensure that ", "never "),
    *("do not ", ", and do not ", "You may not. ", "We may suspend. If ", "report ", "discretion to ", "subject to "),
    *("mag de ", "het is ", "kunnen ", "verplicht zich ", "darf ", "Sie ", "verpflichtet, ", "ne ", "n’", "s’engage "),
    *(
        "website ",
        "registered office at A",
        "@",
        "a@",
        "http://a",
        "https://a/",
        "{{",
        "{{company}} ",
        "1 ",
        "é",
        "Company ",
    ),
]


@pytest.mark.parametrize("repeated", REPEATED)
def test_repeated_words_are_read_in_linear_time(repeated: str) -> None:
    text = (repeated * (LENGTH // len(repeated) + 1))[:LENGTH]
    document = Document("T", "en", (), (Provision("k", Kind.OBLIGATION, None, "", text),))
    began = time.process_time()
    suggestions(document)
    propose(document)
    for code in GRAMMARS:
        said_in(text, Speech(code))
    assert time.process_time() - began < BOUND
