"""The receiving side: SMTP on loopback, every message accepted and kept before the answer."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.running.mailsink.store import Store

LARGEST = 32 * 1024 * 1024  # bytes of one message


class Keeper:
    """Hands each message to the store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """250 once the file is written."""
        content = envelope.content
        data = content.encode() if isinstance(content, str) else content or b""
        summary = self.store.add(data, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos)
        return f"250 kept as message {summary.number}"


def listen(store: Store, *, port: int, host: str = "127.0.0.1") -> Controller:
    """Starts to receive in a thread of its own; `stop()` of the answer ends it."""
    controller = Controller(Keeper(store), hostname=host, port=port, data_size_limit=LARGEST, enable_SMTPUTF8=True)
    controller.start()
    return controller
