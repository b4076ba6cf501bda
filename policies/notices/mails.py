"""The mail that a delivery becomes: text and HTML, the reseller's look, and headers that machines can read."""

from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from policies.notices.kinds import kind_of
from policies.notices.models import Delivery
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute, host_of
from tenants.resellers.models import Reseller


def message_id(delivery: Delivery, *, host: str) -> str:
    """Return the Message-ID: the same however often the mail must be tried, so that readers show it once."""
    return f"<{delivery.pk}@{host}>"


def compose(delivery: Delivery, *, reseller: Reseller, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return the mail of one delivery, which brings its notice, recipient and customer along."""
    notice = delivery.notice
    kind = kind_of(notice.kind)
    context = _context(delivery, reseller)
    mail = EmailMultiAlternatives(
        " ".join(notice.title.split()),
        render_to_string(kind.text_template, context),
        from_email=formataddr((reseller.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[delivery.address],
        connection=connection,
        headers={
            "Message-ID": message_id(delivery, host=host_of(reseller.schema_name)),
            "Date": format_datetime(delivery.queued_at),
            "X-Proviso-Kind": notice.kind,
            "X-Proviso-Notice": str(notice.pk),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(kind.html_template, context), "text/html")
    return mail


def plain_words(delivery: Delivery, *, reseller: Reseller) -> str:
    """Return the words of a notice as the mail says them, without the mail's footer, for the inbox."""
    text = render_to_string(kind_of(delivery.notice.kind).text_template, _context(delivery, reseller))
    return text.partition("\n-- \n")[0].strip()


def _context(delivery: Delivery, reseller: Reseller) -> dict[str, Any]:
    """Return what the templates of every kind may use (see policies.notices.kinds)."""
    notice = delivery.notice
    return {
        "notice": notice,
        "content": notice.content,
        "person": delivery.recipient,
        "customer": delivery.customer,
        "link": absolute(notice.path),
        "name": reseller.name,  # what the frame of mails falls back to
        **letterhead(),
    }
