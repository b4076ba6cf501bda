"""A mail as bytes with blanks: built once per notice and language, and filled in for each reader in microseconds."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.core.mail import EmailMultiAlternatives

#: An address that stands in a header as it is; any other is left to Django's mail.
PLAIN_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")


class Blanks:
    """Marks that no policy can hold, one for each thing that differs from mail to mail."""

    def __init__(self) -> None:
        mark = secrets.token_hex(12)
        self.to = f"to-{mark}@blank.invalid"
        self.message_id = f"id-{mark}@blank.invalid"
        self.date = f"date-{mark}"
        self.text_name = f"text-{mark}"
        self.html_name = f"html-{mark}"
        self._pattern = re.compile("|".join(map(re.escape, self._all())).encode())

    def _all(self) -> list[str]:
        return [self.to, self.message_id, self.date, self.text_name, self.html_name]

    def template_of(self, mail: EmailMultiAlternatives, *, text_names: int, html_names: int) -> "MailTemplate | None":
        """Returns the mail cut at its blanks; None where one is missing, since a line was encoded after all."""
        written = on_the_wire(mail)
        pieces, found, end = [], [], 0
        for match in self._pattern.finditer(written):
            pieces.append(written[end : match.start()])
            found.append(match[0].decode())
            end = match.end()
        expected = sorted(
            [self.to, self.message_id, self.date, *[self.text_name] * text_names, *[self.html_name] * html_names]
        )
        if sorted(found) != expected:
            return None
        return MailTemplate(tuple(pieces), tuple(found), written[end:], ascii_only=b"encoding: 7bit" in written)


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """The pieces between blanks, which blank follows each, and the end."""

    pieces: tuple[bytes, ...]
    blanks: tuple[str, ...]
    end: bytes
    ascii_only: bool

    def filled(self, values: Mapping[str, str]) -> bytes | None:
        """Returns the mail; None where a value needs an encoding that the template does not declare."""
        known = {}
        for blank, value in values.items():
            if self.ascii_only and not value.isascii():
                return None
            known[blank] = value.encode()
        parts = [part for piece, blank in zip(self.pieces, self.blanks, strict=True) for part in (piece, known[blank])]
        return b"".join([*parts, self.end])


def on_the_wire(mail: EmailMultiAlternatives) -> bytes:
    """Returns the mail's bytes as SMTP hands them over."""
    written: bytes = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own message takes it
    return written
