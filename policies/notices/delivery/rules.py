"""What a mail server's answer means, and how many mails a tenant's rate lets go."""

import datetime as dt
import smtplib
from typing import Final

from tenants.outbox.rules import AttemptResult

TAKEN: Final = AttemptResult("", taken=True)

#: A mail, as the pace counts: in thousandths.
MAIL = 1000
#: How much of its rate a tenant may save up while nothing leaves: ten seconds of it, but one mail at least.
_SAVED_SECONDS = 10

_PERMANENT = 500  # SMTP: 4xx may pass, 5xx will not


def replenished(*, left: int, waited: dt.timedelta, rate: int) -> int:
    """Returns what is left of a rate of that many mails a minute after waiting so long, in thousandths of a mail."""
    most = max(rate * _SAVED_SECONDS * MAIL // 60, MAIL)
    gained = int(max(waited, dt.timedelta()).total_seconds() * rate * MAIL / 60)
    return min(left + gained, most)


def answer_of(error: Exception) -> AttemptResult:
    """Reads what the server or the connection answered; what the recipient cannot help is never held against it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [(code, _text(words)) for code, words in error.recipients.values()]
        code, words = max(answers, default=(0, ""))
        return AttemptResult(f"{code} {words}", final=code >= _PERMANENT)
    if isinstance(error, smtplib.SMTPDataError):
        return AttemptResult(f"{error.smtp_code} {_text(error.smtp_error)}", final=error.smtp_code >= _PERMANENT)
    if isinstance(error, smtplib.SMTPResponseException):
        return AttemptResult(f"{error.smtp_code} {_text(error.smtp_error)}", for_all=True)
    if isinstance(error, smtplib.SMTPException | OSError):
        return AttemptResult(f"{type(error).__name__}: {error}", for_all=True)
    # A mail that cannot be written is our fault, and may be put right before the attempts are used up.
    return AttemptResult(f"{type(error).__name__}: {error}")


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
