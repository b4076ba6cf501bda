"""When a delivery is tried again, and what a mail server's answer means for it."""

import datetime as dt
import smtplib
from dataclasses import dataclass

#: How long a worker may hold a delivery before another one takes it up.
LEASE = dt.timedelta(minutes=10)
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(hours=4)
MOST_ATTEMPTS = 12

_PERMANENT = 500  # SMTP: 4xx may pass, 5xx will not


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail was not taken: for good or for now, and whether the others of the same connection suffer as well."""

    answer: str
    permanent: bool
    for_all: bool


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
