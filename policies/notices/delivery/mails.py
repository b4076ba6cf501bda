"""The mail that a delivery becomes: text and HTML, the reseller's look, and headers that machines can read."""

import uuid
from email.utils import format_datetime, formataddr, parseaddr
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.utils.html import escape

from policies.notices.delivery.mail_templates import PLAIN_ADDRESS, Blanks, MailTemplate, on_the_wire
from policies.notices.delivery.return_path import return_address
from policies.notices.delivery.smtp_connections import PreparedMail
from policies.notices.models import Delivery, Notice
from policies.notices.wording import NAME, Words, words_of
from tenants.resellers.addresses import host_of
from tenants.resellers.models import Reseller

_KEPT: Final = 64  # sets of words that a worker keeps rendered


class MailWriter:
    """Writes mails; what a notice says is rendered once per language, however many get it."""

    def __init__(self, reseller: Reseller, *, as_bytes: bool = False) -> None:
        """`as_bytes` where a mail server takes them as they are."""
        self.reseller = reseller
        self.host = host_of(reseller.schema_name)
        self.sender_address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self.sender = formataddr((reseller.name, self.sender_address))
        self.as_bytes = as_bytes
        self._blanks = Blanks()
        self._kept: dict[tuple[uuid.UUID, str], tuple[Words, MailTemplate | None]] = {}

    def prepare(self, delivery: Delivery) -> PreparedMail:
        """Returns the mail of one delivery, ready for a server; the quick way where nothing of it needs an encoding."""
        _words, template = self._known(delivery.notice_id, delivery.language)
        quick = self._filled(template, delivery) if template is not None else None
        sender = return_address(delivery, schema=self.reseller.schema_name) or self.sender_address
        if quick is not None:
            return PreparedMail(sender, delivery.address, quick)
        mail = self.write(delivery)
        recipient = parseaddr(sanitize_address(delivery.address, "utf-8"))[1]
        return PreparedMail(sender, recipient, on_the_wire(mail), mail)

    def write(self, delivery: Delivery) -> EmailMultiAlternatives:
        """Returns the mail of one delivery, which brings its recipient along."""
        words, _template = self._known(delivery.notice_id, delivery.language)
        name = delivery.recipient.name
        mail = self._mail(
            words,
            text=words.text_to(name),
            html=words.html_to(name),
            to=delivery.address,
            message_id=message_id(delivery, host=self.host),
            date=format_datetime(delivery.queued_at),
        )
        mail.from_email = return_address(delivery, schema=self.reseller.schema_name) or self.sender
        # What a mail provider hands back with each of its events; plain SMTP knows nothing of it.
        named = {"reseller": self.reseller.schema_name, "delivery": str(delivery.pk), "round": delivery.round}
        mail.metadata = named  # type: ignore[attr-defined]  # anymail's
        return mail

    def _filled(self, template: MailTemplate, delivery: Delivery) -> bytes | None:
        if not PLAIN_ADDRESS.fullmatch(delivery.address):
            return None
        blanks, name = self._blanks, " ".join(delivery.recipient.name.split())
        return template.filled(
            {
                blanks.to: delivery.address,
                blanks.message_id: message_id(delivery, host=self.host)[1:-1],
                blanks.date: format_datetime(delivery.queued_at),
                blanks.text_name: name,
                blanks.html_name: escape(name),
            }
        )

    def _known(self, notice_id: uuid.UUID, language: str) -> tuple[Words, MailTemplate | None]:
        """Returns what a notice says in a language, and its mail with blanks."""
        key = (notice_id, language)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            words = words_of(Notice.objects.get(pk=notice_id), language, reseller=self.reseller)
            self._kept[key] = (words, self._template(words) if self.as_bytes else None)
        return self._kept[key]

    def _template(self, words: Words) -> MailTemplate | None:
        blanks = self._blanks
        mail = self._mail(
            words,
            text=words.text.replace(NAME, blanks.text_name),
            html=words.html.replace(NAME, blanks.html_name),
            to=blanks.to,
            message_id=f"<{blanks.message_id}>",
            date=blanks.date,
        )
        mail.from_email = self.sender
        return blanks.template_of(mail, text_names=words.text.count(NAME), html_names=words.html.count(NAME))

    def _mail(
        self, words: Words, *, text: str, html: str, to: str, message_id: str, date: str
    ) -> EmailMultiAlternatives:
        mail = EmailMultiAlternatives(
            words.subject,
            text,
            to=[to],
            headers={
                "From": self.sender,
                "Message-ID": message_id,
                "Date": date,
                "X-Proviso-Kind": words.notice.kind,
                "X-Proviso-Notice": str(words.notice.pk),
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(html, "text/html")
        return mail


def message_id(delivery: Delivery, *, host: str) -> str:
    """Returns the Message-ID: the same however often the mail must be tried, so that readers show it once."""
    again = f".{delivery.round}" if delivery.round else ""
    return f"<{delivery.pk}{again}@{host}>"
