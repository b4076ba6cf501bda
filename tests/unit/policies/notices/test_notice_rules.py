"""What a mail server's answer means, and that two kinds of notices are never called the same."""

from __future__ import annotations

import smtplib

import pytest

from policies.notices import kinds
from policies.notices.delivery.rules import answer_of


@pytest.mark.parametrize(
    ("error", "final", "for_all"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}), True, False),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (451, b"later")}), False, False),
        (smtplib.SMTPRecipientsRefused({}), False, False),
        (smtplib.SMTPDataError(554, b"refused"), True, False),
        (smtplib.SMTPDataError(452, b"full"), False, False),
        (smtplib.SMTPSenderRefused(550, b"who are you", "x@y.example"), False, True),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), False, True),
        (smtplib.SMTPServerDisconnected("gone"), False, True),
        (ConnectionRefusedError(111, "refused"), False, True),
        (TimeoutError("slow"), False, True),
        (LookupError("no such template"), False, False),
    ],
)
def test_only_the_servers_last_word_about_a_mail_is_final(error: Exception, final: bool, for_all: bool) -> None:  # noqa: FBT001 - a table of cases
    answer = answer_of(error)
    assert (answer.taken, answer.final, answer.for_all) == (False, final, for_all)
    assert answer.words


def test_two_rooms_cannot_give_one_kind_two_meanings() -> None:
    kind = kinds.Kind("rules-test", "A", "a.txt", "a.html")
    kinds.register(kind)
    kinds.register(kind)
    with pytest.raises(ValueError, match="rules-test"):
        kinds.register(kinds.Kind("rules-test", "B", "a.txt", "a.html"))
    assert kinds.kind_of("rules-test") is kind
    kinds._kinds.pop("rules-test")
