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

from policies.notices.delivery.rules import Trouble, trouble_of

_DOT: Final = re.compile(rb"(?m)^\.")
_OK: Final = 250
_RECIPIENT_OK: Final = frozenset({250, 251})
_GO_ON: Final = 354
_CLOSING: Final = 421
_LATE: Final = 0.5  # seconds for an answer where another one has been waited for in vain


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready for the server: bare addresses of its envelope, and bytes with CRLF.

    `mail` is the same for what takes mails otherwise than by SMTP.
    """

    sender: str
    recipient: str
    words: bytes
    mail: EmailMultiAlternatives | None = None


@dataclass(slots=True)
class _Talk:
    """One letter on its way over one connection, and what went wrong."""

    line: EmailBackend
    letter: Letter
    trouble: Trouble | None = None
    late: bool = False

    @property
    def smtp(self) -> smtplib.SMTP:
        """The open connection."""
        assert isinstance(self.line.connection, smtplib.SMTP)
        return self.line.connection

    def wait(self, seconds: float | None) -> None:
        """How long an answer may take from now on."""
        assert self.smtp.sock is not None
        self.smtp.sock.settimeout(seconds)

    def ask(self) -> None:
        """MAIL, RCPT and DATA: in one go where the server takes commands so (RFC 2920), else MAIL alone."""
        sized = self.smtp.does_esmtp and self.smtp.has_extn("size")
        size = f" SIZE={len(self.letter.words)}" if sized else ""
        mail = f"MAIL FROM:<{self.letter.sender}>{size}\r\n"
        self.smtp.send(f"{mail}{self._rest}" if self._at_once else mail)

    def go_on(self) -> None:
        """Read what became of the envelope; raises what smtplib's own sending would.

        Whatever was refused first is the trouble; a server that awaits the words all the same is given none.
        """
        trouble: Exception | None = None
        code, words = self.smtp.getreply()
        if code != _OK:
            trouble = smtplib.SMTPSenderRefused(code, words, self.letter.sender)
            if not self._at_once:
                raise trouble
        if not self._at_once:
            self.smtp.send(self._rcpt)
        code, words = self.smtp.getreply()
        if trouble is None and code not in _RECIPIENT_OK:
            trouble = smtplib.SMTPRecipientsRefused({self.letter.recipient: (code, words)})
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
        return f"RCPT TO:<{self.letter.recipient}>\r\n"

    @property
    def _rest(self) -> str:
        return f"{self._rcpt}DATA\r\n"

    def hand_over(self) -> None:
        """The mail itself."""
        words = self.letter.words
        if b"\n." in words:
            words = _DOT.sub(b"..", words)
        self.smtp.send(words + (b".\r\n" if words.endswith(b"\r\n") else b"\r\n.\r\n"))

    def taken(self) -> None:
        """The server's last word; raises SMTPDataError."""
        code, words = self.smtp.getreply()
        if code != _OK:
            raise smtplib.SMTPDataError(code, words)


class Lines:
    """The connections of one worker, kept open while it has work."""

    def __init__(self) -> None:
        first: BaseEmailBackend = get_connection()
        self.smtp = isinstance(first, EmailBackend)
        many = settings.MAIL_CONNECTIONS if self.smtp else 1
        self._lines = [first, *(get_connection() for _ in range(many - 1))]

    def open(self, wanted: int) -> int:
        """Open connections for up to so many mails at once; returns how many are. Raises what opening the first did."""
        opened = 0
        for number, line in enumerate(self._lines[: max(wanted, 1)]):
            try:
                line.open()
                if self.smtp:
                    _smtp_of(line).ehlo_or_helo_if_needed()
            except (smtplib.SMTPException, OSError):
                _hang_up(line)
                if number == 0:
                    raise
                break  # a server that allows fewer gets fewer
            opened += 1
        return opened

    def begin(self, letters: Sequence[Letter]) -> "Round":
        """Announce one letter on each open connection; no words leave before `Round.finish`."""
        return Round(self._lines, letters) if self.smtp else _OtherRound(self._lines[0], letters)

    def close(self) -> None:
        """Say goodbye on every line that is open."""
        for line in self._lines:
            try:
                line.close()
            except (smtplib.SMTPException, OSError):
                _hang_up(line)


class Round:
    """One letter on each of some connections."""

    def __init__(self, lines: Sequence[BaseEmailBackend], letters: Sequence[Letter]) -> None:
        pairs = zip(lines, letters, strict=False)
        self._talks = [_Talk(line, letter) for line, letter in pairs if isinstance(line, EmailBackend)]
        self._all(_Talk.ask)

    def finish(self) -> list[Trouble | None]:
        """Hand the words over and read every answer; None stands for a letter that the server took."""
        for step in (_Talk.go_on, _Talk.hand_over, _Talk.taken):
            self._all(step)
        return [talk.trouble for talk in self._talks]

    def _all(self, step: Callable[[_Talk], None]) -> None:
        late = False
        for talk in self._talks:
            if talk.trouble is None:
                if late:
                    # They were all given their time while the first one was waited for.
                    talk.wait(_LATE)
                _stepped(talk, step)
                if late and talk.trouble is None:
                    talk.wait(talk.line.timeout)
                late = late or talk.late


class _OtherRound(Round):
    """Letters that something else than SMTP takes, one by one."""

    def __init__(self, line: BaseEmailBackend, letters: Sequence[Letter]) -> None:
        self._line, self._letters = line, letters

    def finish(self) -> list[Trouble | None]:
        """Hand them over."""
        return [_handed_over(letter, self._line) for letter in self._letters]


def _stepped(talk: _Talk, step: Callable[[_Talk], None]) -> None:
    try:
        step(talk)
    except (smtplib.SMTPException, OSError) as error:
        talk.trouble, talk.late = trouble_of(error), isinstance(error, TimeoutError)
        if talk.trouble.for_all or talk.trouble.answer.startswith(str(_CLOSING)):
            _hang_up(talk.line)
            return
        try:
            talk.smtp.rset()
        except (smtplib.SMTPException, OSError):
            _hang_up(talk.line)


def _handed_over(letter: Letter, line: BaseEmailBackend) -> Trouble | None:
    """What another backend than SMTP made of a mail."""
    assert letter.mail is not None
    letter.mail.connection = line
    try:
        letter.mail.send()
    except Exception as error:  # noqa: BLE001 - a provider's library has its own errors; each is this mail's answer
        return trouble_of(error)
    return None


def _smtp_of(line: BaseEmailBackend) -> smtplib.SMTP:
    assert isinstance(line, EmailBackend)
    assert isinstance(line.connection, smtplib.SMTP)
    return line.connection


def _hang_up(line: BaseEmailBackend) -> None:
    """Let go of a connection without a word."""
    if isinstance(line, EmailBackend) and line.connection is not None:
        line.connection.close()
        line.connection = None
