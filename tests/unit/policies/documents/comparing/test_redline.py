"""What a redline shows as deleted, inserted and the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents.comparing.redline import redline
from policies.documents.comparing.tokens import tokens

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


def marked(old: str, new: str) -> str:
    """One line: `[-deleted-]`, `[+inserted+]`, a stroke between segments."""
    return "|".join(MARKS[segment.op].format(segment.text) for segment in redline(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("same words", "same words", "same words"),
        ("send mail", "send junk mail", "send |[+junk +]|mail"),
        ("send junk mail", "send mail", "send |[-junk -]|mail"),
        ("one two", "three four", "[-one two-]|[+three four+]"),
        ("one  two", "three  four", "[-one  two-]|[+three  four+]"),
        ("a b c", "x b y", "[-a-]|[+x+]| b |[-c-]|[+y+]"),
        ("a b, c", "a d. c", "a |[-b,-]|[+d.+]| c"),
        ("go, now ", "go. now ", "go|[-,-]|[+.+]| now "),
        ("old ", "new ", "[-old-]|[+new+]| "),
        (" old", " new", " |[-old-]|[+new+]"),
        ("don't", "don’t", "[-don't-]|[+don’t+]"),
        ("x-ray  on", "x-rays  on", "[-x-ray-]|[+x-rays+]|  on"),
        ("XX XX y", "XX XX z", "XX XX |[-y-]|[+z+]"),
        ("a ", "x y", "[-a -]|[+x y+]"),
        ("a b", " c", "[-a b-]|[+ c+]"),
        ("a  b", "a b", "a|[-  -]|[+ +]|b"),
        ("a \tb", "a \tb  c", "a| \t|b|[+  c+]"),
    ],
)
def test_whole_words_are_shown_and_space_between_changes_belongs_to_them(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("A credit of 99.95 % is due.", "A credit of 99.9 % is due.", "A credit of |[-99.95-]|[+99.9+]| % is due."),
        ("at most $1,000,000", "at most $10,000,000", "at most |[-$1,000,000-]|[+$10,000,000+]"),
        ("EUR 1.000,50 a year", "EUR 1.050,50 a year", "EUR |[-1.000,50-]|[+1.050,50+]| a year"),
        ("pay € 5 now", "pay € 15 now", "pay |[-€ 5-]|[+€ 15+]| now"),
        ("up to 50% more", "up to 55% more", "up to |[-50%-]|[+55%+]| more"),
        ("10\u00a0000 mails", "20\u00a0000 mails", "[-10\u00a0000-]|[+20\u00a0000+]| mails"),
        ("from 1 March 2026 on", "from 1 April 2026 on", "from |[-1 March 2026-]|[+1 April 2026+]| on"),
        ("on March 1, 2026.", "on March 9, 2026.", "on |[-March 1, 2026-]|[+March 9, 2026+]|."),
        ("vanaf 1 maart 2026", "vanaf 1 mei 2026", "vanaf |[-1 maart 2026-]|[+1 mei 2026+]"),
        ("until 2026-01-31, then", "until 2026-02-28, then", "until |[-2026-01-31-]|[+2026-02-28+]|, then"),
        ("see 4.2(a)", "see 4.3(a)", "see |[-4.2-]|[+4.3+]|(a)"),
        ("See https://a.example/x/y.html.", "See https://b.example/x/z.html.", None),
        ("mail to one@a.example", "mail to two@a.example", "mail to |[-one@a.example-]|[+two@a.example+]"),
        ("from 192.0.2.0/24 only", "from 192.0.2.0/25 only", "from |[-192.0.2.0/24-]|[+192.0.2.0/25+]| only"),
        ("by 2001:db8::1 alone", "by 2001:db8::2 alone", "by |[-2001:db8::1-]|[+2001:db8::2+]| alone"),
        ("to {{abuse_mailbox}} now", "to {{mailbox}} now", "to |[-{{abuse_mailbox}}-]|[+{{mailbox}}+]| now"),
        ("at {{website}}/rules", "at {{website}}/aup", "at |[-{{website}}/rules-]|[+{{website}}/aup+]"),
        ("un\u00adsolicited mail", "unsolicited mail", "[-un\u00adsolicited-]|[+unsolicited+]| mail"),
    ],
)
def test_a_number_an_amount_a_date_and_an_address_are_whole_words(old: str, new: str, shown: str | None) -> None:
    assert marked(old, new) == (shown or "See |[-https://a.example/x/y.html-]|[+https://b.example/x/z.html+]|.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Where you resell the capacity of the platform, the terms of the resale are those of the order.",
            "An appeal against the closing of the mailbox is heard by the board in the order of its arrival.",
        ),
        (
            "De huurder van de server betaalt de rekening van de maand voor het einde van de week.",
            "Wie de wet van het land overtreedt of de post van een ander leest, verliest de toegang.",
        ),
        ("Lock the door of the rack.", "The auditor of the year signs the report of the board."),
    ],
)
def test_strangers_are_shown_whole_and_nothing_stands_between_their_words(old: str, new: str) -> None:
    assert marked(old, new) == f"[-{old}-]|[+{new}+]"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "You may not send spam to the host of the customer.",
            "You may not send junk to the network of the vendor.",
            "You may not send |[-spam to the host of the customer-]|[+junk to the network of the vendor+]|.",
        ),
        (
            "Cooperate with any of the audits of the police.",
            "Cooperate with any and all of the open audits of the police.",
            "Cooperate with any |[+and all +]|of the|[+ open+]| audits of the police.",
        ),
        ("You may not send mail.", "You may send mail.", "You may |[-not -]|send mail."),
        (
            "Spam of the host stays forbidden",
            "Junk of the port stays forbidden",
            "[-Spam of the host-]|[+Junk of the port+]| stays forbidden",
        ),
        (
            "Nobody may ever send spam of the host",
            "Nobody may ever send junk of the port",
            "Nobody may ever send |[-spam of the host-]|[+junk of the port+]",
        ),
        (
            "Pay the price of the mail, and of the host.",
            "Pay the price of the spam, and of the port.",
            "Pay the price of the |[-mail, and of the host-]|[+spam, and of the port+]|.",
        ),
    ],
)
def test_a_few_joining_words_between_two_replaced_phrases_are_part_of_them(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("of the host", "mail of the port", "[+mail +]|of the |[-host-]|[+port+]"),
        ("Send mail of the host.", "Send mail now of the port.", "Send mail |[+now +]|of the |[-host-]|[+port+]|."),
        ("Send spam of the host", "Send junk of the old host", "Send |[-spam-]|[+junk+]| of the|[+ old+]| host"),
    ],
)
def test_joining_words_beside_what_was_only_put_in_stay_as_they_are(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


WORDS = st.lists(
    st.sampled_from(
        ["the", "of", "to", "mail", "9.5", "9.9", "$1,000", ",", ".", " ", "  ", "\n", "{{company}}", "a@b.example"]
    )
    | st.text(max_size=4),
    max_size=14,
).map("".join)


@given(WORDS, WORDS)
def test_the_old_side_spells_the_old_text_and_the_new_side_the_new(old: str, new: str) -> None:
    segments = redline(old, new)
    assert "".join(one.text for one in segments if one.op != "insert") == old
    assert "".join(one.text for one in segments if one.op != "delete") == new
    assert all(one.text for one in segments)


@given(WORDS)
def test_a_text_beside_itself_is_the_same_throughout_and_its_words_joined_are_the_text(text: str) -> None:
    assert {one.op for one in redline(text, text)} <= {"equal"}
    assert "".join(tokens(text)) == text
    assert "".join(tokens(f"{text} on 1 May 2026")) == f"{text} on 1 May 2026"
