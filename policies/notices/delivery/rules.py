"""When a delivery is tried again, and what a mail server's answer means for it."""

import datetime as dt
import smtplib
from dataclasses import dataclass

#: How long one delivery may take at the worst: no worker begins one that it might not end within its lease.
LONGEST_SENDING = dt.timedelta(minutes=3)
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(hours=4)
MOST_ATTEMPTS = 12

#: A mail, as the pace counts: in thousandths.
MAIL = 1000
#: How much of its rate a tenant may save up while nothing leaves: ten seconds of it, but one mail at least.
_SAVED_SECONDS = 10

_PERMANENT = 500  # SMTP: 4xx may pass, 5xx will not


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail was not taken: for good or for now, and whether the others of the same connection suffer as well."""

    answer: str
    permanent: bool
    for_all: bool


def replenished(*, left: int, waited: dt.timedelta, rate: int) -> int:
    """What is left of a rate of that many mails a minute after waiting so long, in thousandths of a mail."""
    most = max(rate * _SAVED_SECONDS * MAIL // 60, MAIL)
    gained = int(max(waited, dt.timedelta()).total_seconds() * rate * MAIL / 60)
    return min(left + gained, most)


def wait_after(attempts: int) -> dt.timedelta | None:
    """Return how long to wait after that many attempts, doubling each time; None: give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    doublings: int = 2 ** max(attempts - 1, 0)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def trouble_of(error: Exception) -> Trouble:
    """Read what the server or the line answered; what the recipient cannot help is never held against it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [(code, _text(words)) for code, words in error.recipients.values()]
        code, words = max(answers, default=(0, ""))
        return Trouble(f"{code} {words}", permanent=code >= _PERMANENT, for_all=False)
    if isinstance(error, smtplib.SMTPDataError):
        answer = f"{error.smtp_code} {_text(error.smtp_error)}"
        return Trouble(answer, permanent=error.smtp_code >= _PERMANENT, for_all=False)
    if isinstance(error, smtplib.SMTPResponseException):
        return Trouble(f"{error.smtp_code} {_text(error.smtp_error)}", permanent=False, for_all=True)
    if isinstance(error, smtplib.SMTPException | OSError):
        return Trouble(f"{type(error).__name__}: {error}", permanent=False, for_all=True)
    # A mail that cannot be written is our fault, and may be put right before the attempts are used up.
    return Trouble(f"{type(error).__name__}: {error}", permanent=False, for_all=False)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
