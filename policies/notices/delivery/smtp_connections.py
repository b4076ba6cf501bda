"""Hands mails to the server over a few open connections at once: one mail on each, then every answer is kept.

Each connection holds one mail whose answer is not kept yet: all that can be sent twice when a worker is killed.
"""

import re
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from policies.notices.delivery.rules import TAKEN, answer_of
from tenants.outbox.rules import AttemptResult

_DOT: Final = re.compile(rb"(?m)^\.")
_OK: Final = 250
_RECIPIENT_OK: Final = frozenset({250, 251})
_GO_ON: Final = 354
_CLOSING: Final = 421
_LATE: Final = 0.5  # seconds for an answer where another one has been waited for in vain


@dataclass(frozen=True, slots=True)
class PreparedMail:
    """One mail, ready for the server: bare addresses of its envelope, and bytes with CRLF.

    `mail` is the same for what takes mails otherwise than by SMTP.
    """

    sender: str
    recipient: str
    words: bytes
    mail: EmailMultiAlternatives | None = None


@dataclass(slots=True)
class _Exchange:
    """One mail on its way over one connection, and what went wrong."""

    backend: EmailBackend
    mail: PreparedMail
    refusal: AttemptResult | None = None
    late: bool = False

    @property
    def smtp(self) -> smtplib.SMTP:
        """The open connection."""
        assert isinstance(self.backend.connection, smtplib.SMTP)
        return self.backend.connection

    def wait(self, seconds: float | None) -> None:
        """How long an answer may take from now on."""
        assert self.smtp.sock is not None
        self.smtp.sock.settimeout(seconds)

    def ask(self) -> None:
        """MAIL, RCPT and DATA: in one go where the server takes commands so (RFC 2920), else MAIL alone."""
        sized = self.smtp.does_esmtp and self.smtp.has_extn("size")
        size = f" SIZE={len(self.mail.words)}" if sized else ""
        mail = f"MAIL FROM:<{self.mail.sender}>{size}\r\n"
        self.smtp.send(f"{mail}{self._rest}" if self._at_once else mail)

    def go_on(self) -> None:
        """Reads what became of the envelope; raises what smtplib's own sending would.

        Whatever was refused first is the trouble; a server that awaits the words all the same is given none.
        """
        trouble: Exception | None = None
        code, words = self.smtp.getreply()
        if code != _OK:
            trouble = smtplib.SMTPSenderRefused(code, words, self.mail.sender)
            if not self._at_once:
                raise trouble
        if not self._at_once:
            self.smtp.send(self._rcpt)
        code, words = self.smtp.getreply()
        if trouble is None and code not in _RECIPIENT_OK:
            trouble = smtplib.SMTPRecipientsRefused({self.mail.recipient: (code, words)})
            if not self._at_once:
                raise trouble
        if not self._at_once:
            self.smtp.send("DATA\r\n")
        code, words = self.smtp.getreply()
        if trouble is not None and code == _GO_ON:
            self.smtp.send(".\r\n")
            self.smtp.getreply()
        elif trouble is None and code != _GO_ON:
            trouble = smtplib.SMTPDataError(code, words)
        if trouble is not None:
            raise trouble

    @property
    def _at_once(self) -> bool:
        return self.smtp.has_extn("pipelining")

    @property
    def _rcpt(self) -> str:
        return f"RCPT TO:<{self.mail.recipient}>\r\n"

    @property
    def _rest(self) -> str:
        return f"{self._rcpt}DATA\r\n"

    def hand_over(self) -> None:
        """The mail itself."""
        words = self.mail.words
        if b"\n." in words:
            words = _DOT.sub(b"..", words)
        self.smtp.send(words + (b".\r\n" if words.endswith(b"\r\n") else b"\r\n.\r\n"))

    def taken(self) -> None:
        """The server's last word; raises SMTPDataError."""
        code, words = self.smtp.getreply()
        if code != _OK:
            raise smtplib.SMTPDataError(code, words)


class SmtpConnections:
    """The connections of one worker, kept open while it has work."""

    def __init__(self) -> None:
        first: BaseEmailBackend = get_connection()
        self.smtp = isinstance(first, EmailBackend)
        many = settings.MAIL_CONNECTIONS if self.smtp else 1
        self._backends = [first, *(get_connection() for _ in range(many - 1))]

    @property
    def most(self) -> int:
        """How many mails can be on their way at once."""
        return len(self._backends)

    def open(self, wanted: int) -> int:
        """Opens connections for up to so many mails; returns how many are open. Raises what opening the first did."""
        opened = 0
        for number, backend in enumerate(self._backends[: max(wanted, 1)]):
            try:
                backend.open()
                if self.smtp:
                    _smtp_of(backend).ehlo_or_helo_if_needed()
            except (smtplib.SMTPException, OSError):
                _hang_up(backend)
                if number == 0:
                    raise
                break  # a server that allows fewer gets fewer
            opened += 1
        return opened

    def begin(self, mails: Sequence[PreparedMail]) -> "Transfer":
        """Announces one mail on each open connection; no words leave before `Transfer.hand_over`."""
        return Transfer(self._backends, mails) if self.smtp else _OtherTransfer(self._backends[0], mails)

    def close(self) -> None:
        """Says goodbye on every connection that is open."""
        for backend in self._backends:
            try:
                backend.close()
            except (smtplib.SMTPException, OSError):
                _hang_up(backend)


class Transfer:
    """One mail on each of some connections."""

    def __init__(self, backends: Sequence[BaseEmailBackend], mails: Sequence[PreparedMail]) -> None:
        pairs = zip(backends, mails, strict=False)
        self._exchanges = [_Exchange(backend, mail) for backend, mail in pairs if isinstance(backend, EmailBackend)]
        self._all(_Exchange.ask)

    def hand_over(self) -> None:
        """Sends the words of each mail whose envelope was taken."""
        self._all(_Exchange.go_on)
        self._all(_Exchange.hand_over)

    def answers(self) -> list[AttemptResult]:
        """Returns what the server said of each, in their order."""
        self._all(_Exchange.taken)
        return [exchange.refusal or TAKEN for exchange in self._exchanges]

    def _all(self, step: Callable[[_Exchange], None]) -> None:
        late = False
        for exchange in self._exchanges:
            if exchange.refusal is None:
                if late:
                    # They were all given their time while the first one was waited for.
                    exchange.wait(_LATE)
                _stepped(exchange, step)
                if late and exchange.refusal is None:
                    exchange.wait(exchange.backend.timeout)
                late = late or exchange.late


class _OtherTransfer(Transfer):
    """Mails that something else than SMTP takes, one by one."""

    def __init__(self, backend: BaseEmailBackend, mails: Sequence[PreparedMail]) -> None:
        self._backend, self._mails = backend, mails

    def hand_over(self) -> None:
        """Waits for `answers`: each is handed over and answered in one call."""

    def answers(self) -> list[AttemptResult]:
        """Hands them over."""
        return [_handed_over(mail, self._backend) for mail in self._mails]


def _stepped(exchange: _Exchange, step: Callable[[_Exchange], None]) -> None:
    try:
        step(exchange)
    except (smtplib.SMTPException, OSError) as error:
        exchange.refusal, exchange.late = answer_of(error), isinstance(error, TimeoutError)
        if exchange.refusal.for_all or exchange.refusal.words.startswith(str(_CLOSING)):
            _hang_up(exchange.backend)
            return
        try:
            exchange.smtp.rset()
        except (smtplib.SMTPException, OSError):
            _hang_up(exchange.backend)


def _handed_over(prepared: PreparedMail, backend: BaseEmailBackend) -> AttemptResult:
    """Returns what another backend than SMTP made of a mail."""
    assert prepared.mail is not None
    prepared.mail.connection = backend
    try:
        prepared.mail.send()
    except Exception as error:  # noqa: BLE001 - a provider's library has its own errors; each is this mail's answer
        return answer_of(error)
    return TAKEN


def _smtp_of(backend: BaseEmailBackend) -> smtplib.SMTP:
    assert isinstance(backend, EmailBackend)
    assert isinstance(backend.connection, smtplib.SMTP)
    return backend.connection


def _hang_up(backend: BaseEmailBackend) -> None:
    """Lets go of a connection without a word."""
    if isinstance(backend, EmailBackend) and backend.connection is not None:
        backend.connection.close()
        backend.connection = None
