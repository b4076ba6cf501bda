"""What a mail server's answer means, and how long to wait before asking it again."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.notices import kinds
from policies.notices.delivery.rules import LONGEST_WAIT, MOST_ATTEMPTS, trouble_of, wait_after


@given(st.integers(1, MOST_ATTEMPTS - 1))
def test_waiting_grows_with_every_attempt_up_to_a_limit(attempts: int) -> None:
    wait, longer = wait_after(attempts), wait_after(attempts + 1)
    assert wait is not None
    assert dt.timedelta(0) < wait <= LONGEST_WAIT
    assert longer is None or longer >= wait


def test_after_the_last_attempt_there_is_no_other() -> None:
    assert wait_after(MOST_ATTEMPTS) is None


@pytest.mark.parametrize(
    ("error", "permanent", "for_all"),
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
def test_only_the_servers_last_word_about_a_mail_is_final(error: Exception, permanent: bool, for_all: bool) -> None:  # noqa: FBT001 - a table of cases
    trouble = trouble_of(error)
    assert (trouble.permanent, trouble.for_all) == (permanent, for_all)
    assert trouble.answer


def test_two_rooms_cannot_give_one_kind_two_meanings() -> None:
    kind = kinds.Kind("rules-test", "A", "a.txt", "a.html")
    kinds.register(kind)
    kinds.register(kind)
    with pytest.raises(ValueError, match="rules-test"):
        kinds.register(kinds.Kind("rules-test", "B", "a.txt", "a.html"))
    assert kinds.kind_of("rules-test") is kind
    kinds._kinds.pop("rules-test")
