"""What a mail server's answer means for one recipient and for all, and how a tenant's pace is saved up."""

import datetime as dt
import smtplib

import pytest

from policies.notices.delivery.rules import MAIL, answer_of, replenished
from tenants.outbox.rules import AttemptResult


@pytest.mark.parametrize(
    ("left", "seconds", "rate", "kept"),
    [
        (0, 1, 60, 1 * MAIL),
        (500, 1, 60, 1500),
        (0, 0, 60, 0),
        (0, -5, 60, 0),  # a clock that went back takes nothing away
        (0, 10, 60, 10 * MAIL),
        (0, 3600, 60, 10 * MAIL),  # ten seconds of it at most
        (0, 3600, 1, 1 * MAIL),  # but one mail at least
        (0, 30, 1, 500),
        (0, 3600, 7, 1166),  # whole thousandths
    ],
)
def test_a_pace_is_saved_up_for_ten_seconds_and_one_mail_at_least(
    left: int, seconds: int, rate: int, kept: int
) -> None:
    assert replenished(left=left, waited=dt.timedelta(seconds=seconds), rate=rate) == kept


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a@x.example": (550, b"No such user")}),
            AttemptResult("550 No such user", final=True),
        ),
        (smtplib.SMTPRecipientsRefused({"a@x.example": (500, b"No")}), AttemptResult("500 No", final=True)),
        (smtplib.SMTPRecipientsRefused({"a@x.example": (450, b"Busy")}), AttemptResult("450 Busy")),
        (smtplib.SMTPRecipientsRefused({}), AttemptResult("0 ")),
        (smtplib.SMTPDataError(554, b"Refused"), AttemptResult("554 Refused", final=True)),
        (smtplib.SMTPDataError(500, "Refused"), AttemptResult("500 Refused", final=True)),
        (smtplib.SMTPDataError(451, b"Later \xff"), AttemptResult("451 Later �")),
        (smtplib.SMTPSenderRefused(550, b"Not you", "us@x.example"), AttemptResult("550 Not you", for_all=True)),
        (ConnectionRefusedError("refused"), AttemptResult("ConnectionRefusedError: refused", for_all=True)),
        (smtplib.SMTPServerDisconnected("gone"), AttemptResult("SMTPServerDisconnected: gone", for_all=True)),
        (ValueError("no subject"), AttemptResult("ValueError: no subject")),
    ],
)
def test_only_what_is_the_recipients_own_is_final(error: Exception, answer: AttemptResult) -> None:
    assert answer_of(error) == answer


def test_the_gravest_of_several_answers_counts() -> None:
    refused = smtplib.SMTPRecipientsRefused({"a@x.example": (450, b"Busy"), "b@x.example": (551, b"Gone")})
    assert answer_of(refused) == AttemptResult("551 Gone", final=True)
