"""What a provision is proposed to be comes with the words that led to it, and follows what was decided above it."""

from dataclasses import replace

from policies.documents import Document, Kind, import_document, suggestions

TEXT = """\
Hollow Hill B.V. may suspend Your account.

You shall not:

* send spam;
* without prior written consent of Hollow Hill B.V.:

a. scan hosts; or

b. publish what Hollow Hill B.V. determines to be offensive.

You are solely responsible for the recording of calls.
"""


def document() -> Document:
    return import_document(TEXT.encode(), filename="a.txt").document


def why(of: Document, words: str) -> dict[str, tuple[str, str | None]]:
    (key,) = (placed.key for placed in of.walk() if placed.provision.text.startswith(words))
    return {reason.field: (reason.words, reason.of) for reason in suggestions(of)[key].reasons}


def test_an_import_is_what_its_words_propose() -> None:
    made = document()
    proposed = suggestions(made)
    assert all(proposed[placed.key].fits(placed.provision) for placed in made.walk())
    assert list(proposed) == list(made.placed())


def test_each_proposal_names_the_words_that_led_to_it() -> None:
    made = document()
    shall_not = next(placed.key for placed in made.walk() if placed.provision.text == "You shall not:")
    assert why(made, "{{company}} may suspend")["kind"] == ("may suspend", None)
    assert why(made, "You shall not:")["kind"] == ("You shall not", None)
    assert why(made, "send spam") == {"kind": ("You shall not", shall_not), "category": ("spam", None)}
    scan = why(made, "scan hosts")
    assert scan["needs_authorization"][0] == "without prior written consent"
    assert scan["needs_authorization"][1] is not None
    assert why(made, "publish what")["discretionary"] == ("determines to be", None)
    assert why(made, "You are solely")["acknowledge_separately"] == ("recording", None)


def test_proposals_follow_what_a_person_decided_above() -> None:
    made = document()
    changed = replace(
        made,
        provisions=tuple(
            replace(one, kind=Kind.OBLIGATION) if one.text == "You shall not:" else one for one in made.provisions
        ),
    )
    proposed = suggestions(changed)
    below = [placed for placed in changed.walk() if placed.depth == 1]
    assert {proposed[placed.key].kind for placed in below} == {Kind.OBLIGATION}
    assert not any(proposed[placed.key].fits(placed.provision) for placed in below)
