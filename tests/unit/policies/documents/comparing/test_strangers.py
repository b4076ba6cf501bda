"""Which texts share so little that a redline shows the whole old one deleted and the whole new one inserted."""

import pytest

from policies.documents.comparing.redline import Segment, redline


def are_strangers(old: str, new: str) -> bool:
    return redline(old, new) == (Segment("delete", old), Segment("insert", new))


@pytest.mark.parametrize(
    ("old", "new", "strangers"),
    [
        pytest.param("It is for you or for us to pay.", "It is for you or for us to ask.", False, id="all but one"),
        pytest.param(
            "Mail to them is by the host or by post.",
            "Chat to them is by the door or by phone.",
            False,
            id="all but three of ten",
        ),
        pytest.param(
            "Mail to them is by the host or by post.",
            "Chat to us is by the door or by phone.",
            True,
            id="all but four of ten",
        ),
        pytest.param("It is for us and as you will", "They are for us or to you", False, id="they say nothing else"),
    ],
)
def test_joining_words_make_texts_akin_only_where_they_are_nearly_all_of_them(
    old: str, new: str, *, strangers: bool
) -> None:
    assert are_strangers(old, new) is strangers


@pytest.mark.parametrize(("pairs", "strangers"), [(14, True), (15, False)])
def test_in_texts_of_sixty_words_and_spaces_three_quarters_are_enough(pairs: int, *, strangers: bool) -> None:
    old, new = (" ".join(f"the {name}{number}" for number in range(pairs)) + "." for name in ("host", "mail"))
    assert are_strangers(old, new) is strangers


def test_texts_of_three_words_are_shown_word_by_word_and_those_of_four_may_be_strangers() -> None:
    assert not are_strangers("Pay the host.", "Sue the vendor.")
    assert are_strangers("Lock racks for them", "Audit books by them")


@pytest.mark.parametrize(
    ("old", "new", "strangers"),
    [
        pytest.param(
            "Mail servers keep daily records forever",
            "Chat servers keep hourly invoices always",
            True,
            id="two of six",
        ),
        pytest.param(
            "Mail servers keep daily records forever",
            "Chat servers keep hourly records always",
            False,
            id="three of six",
        ),
        pytest.param(
            " ".join(f"same{number} old{number}" for number in range(7)) + " six more old words say nothing.",
            " ".join(f"same{number} new{number}" for number in range(7)) + " half dozen fresh terms tell something.",
            False,
            id="seven of twenty",
        ),
    ],
)
def test_texts_that_share_less_than_about_a_third_of_what_they_say_are_strangers(
    old: str, new: str, *, strangers: bool
) -> None:
    assert are_strangers(old, new) is strangers


@pytest.mark.parametrize(
    ("old", "new", "strangers"),
    [
        pytest.param("Keep mail hosts busy daily", "Keep chat doors open always", False, id="nothing lies between"),
        pytest.param("Keep mail, hosts stay busy", "Keep chat, doors open always", True, id="a comma and a space"),
        pytest.param(
            "keep mail hosts busy daily now", "Always keep chat doors open nights", True, id="behind what is put first"
        ),
        pytest.param(
            "Mail hosts busy daily now keep",
            "Chat doors open nights long keep going",
            True,
            id="before what is put last",
        ),
    ],
)
def test_a_beginning_in_common_reads_well_and_little_in_common_between_changes_does_not(
    old: str, new: str, *, strangers: bool
) -> None:
    assert are_strangers(old, new) is strangers
