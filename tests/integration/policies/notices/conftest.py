"""A mail server for the tests: it really speaks SMTP, and answers as it is told."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from tests.conftest import standing_in
from tests.factories import versions


@dataclass
class Server:
    """What arrived, and what the server is to answer (None: take it)."""

    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[str] = field(default_factory=list)
    to_sender: Callable[[str], str | None] = lambda _address: None
    to_recipient: Callable[[str], str | None] = lambda _address: None
    to_data: Callable[[EmailMessage], str | None] = lambda _mail: None

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: object, address: str, options: object
    ) -> str:
        """Answer MAIL."""
        if refusal := self.to_sender(address):
            return refusal
        envelope.mail_from = address  # type: ignore[attr-defined]  # aiosmtpd's envelope
        envelope.mail_options.extend(options)  # type: ignore[attr-defined]  # likewise
        return "250 OK"

    async def handle_RCPT(self, _server: object, _session: object, envelope: object, address: str, _o: object) -> str:  # noqa: N802 - likewise
        """Answer RCPT."""
        if refusal := self.to_recipient(address):
            return refusal
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]  # likewise
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - likewise
        """Answer DATA."""
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[attr-defined]  # likewise
        assert isinstance(mail, EmailMessage)
        if refusal := self.to_data(mail):
            return refusal
        self.mails.append(mail)
        self.envelopes.append(envelope.mail_from)  # type: ignore[attr-defined]  # likewise
        return "250 OK"


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    """Mail goes over SMTP to a server of this test."""
    server = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture(autouse=True)
def writer_is_known(request: pytest.FixtureRequest) -> None:
    """Whoever posts has the role before a test's mail server listens: administrators are mailed of it once."""
    if "own_database" in request.fixturenames:
        request.getfixturevalue("own_database")
        with standing_in("acme"):
            versions.writer()
