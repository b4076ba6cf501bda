"""The mail that a delivery becomes: text and HTML, the reseller's look, and headers that machines can read."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from policies.notices.kinds import kind_of
from policies.notices.models import Delivery, Notice
from policies.notices.returning import return_address
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute, host_of
from tenants.resellers.models import Reseller

#: Stands in the rendered words until a reader's name takes its place; no name or policy has these characters.
_NAME: Final = "\ue000name\ue001"
_KEPT: Final = 64  # sets of words that a worker keeps rendered


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says in one language, to anyone."""

    notice: Notice
    subject: str
    text: str
    html: str

    def text_to(self, name: str) -> str:
        """The text to one reader."""
        return self.text.replace(_NAME, " ".join(name.split()))

    def html_to(self, name: str) -> str:
        """The HTML to one reader, whose name cannot become markup."""
        return self.html.replace(_NAME, escape(" ".join(name.split())))


@dataclass(frozen=True, slots=True)
class _Anyone:
    """The reader, as templates see one: a name that is filled in later."""

    name: str = _NAME


class Letters:
    """Writes mails; what a notice says is rendered once per language, however many get it."""

    def __init__(self, reseller: Reseller) -> None:
        self.reseller = reseller
        self.host = host_of(reseller.schema_name)
        self.sender = formataddr((reseller.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
        self._kept: dict[tuple[uuid.UUID, str], Words] = {}

    def write(self, delivery: Delivery, line: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
        """The mail of one delivery, which brings its recipient along."""
        words = self.words(delivery.notice_id, delivery.language)
        name = delivery.recipient.name
        mail = EmailMultiAlternatives(
            words.subject,
            words.text_to(name),
            from_email=return_address(delivery, schema=self.reseller.schema_name) or self.sender,
            to=[delivery.address],
            connection=line,
            headers={
                "From": self.sender,
                "Message-ID": message_id(delivery, host=self.host),
                "Date": format_datetime(delivery.queued_at),
                "X-Proviso-Kind": words.notice.kind,
                "X-Proviso-Notice": str(words.notice.pk),
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(words.html_to(name), "text/html")
        # What a mail provider hands back with each of its events; plain SMTP knows nothing of it.
        mail.metadata = {"reseller": self.reseller.schema_name, "delivery": str(delivery.pk), "round": delivery.round}  # type: ignore[attr-defined]  # anymail's
        return mail

    def words(self, notice_id: uuid.UUID, language: str) -> Words:
        """What a notice says in a language."""
        key = (notice_id, language)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = words_of(Notice.objects.get(pk=notice_id), language, reseller=self.reseller)
        return self._kept[key]


def message_id(delivery: Delivery, *, host: str) -> str:
    """Return the Message-ID: the same however often the mail must be tried, so that readers show it once."""
    again = f".{delivery.round}" if delivery.round else ""
    return f"<{delivery.pk}{again}@{host}>"


def words_of(notice: Notice, language: str, *, reseller: Reseller) -> Words:
    """Render a notice in a language: that of the words if the policy has it, of the frame if Proviso speaks it."""
    kind = kind_of(notice.kind)
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    content = in_language(notice.content, language)
    context = {
        "notice": notice,
        "content": content,
        "person": _Anyone(),
        "link": absolute(path_in(notice, content)),
        "name": reseller.name,  # what the frame of mails falls back to
        **letterhead(),
    }
    with translation.override(spoken):
        text = render_to_string(kind.text_template, context)
        html = render_to_string(kind.html_template, context)
    return Words(notice, " ".join(notice.title.split()), text, html)


def in_language(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The content of a notice as a reader of that language gets it: `language` is set where it is in other words."""
    editions = content.get("editions", {})
    return {**content, **editions.get(language, {}), "language": language if language in editions else ""}


def path_in(notice: Notice, content: Mapping[str, Any]) -> str:
    """The page that a notice leads to, in the language of this content."""
    if not content["language"]:
        return notice.path
    return f"{notice.path}{'&' if '?' in notice.path else '?'}lang={content['language']}"


def plain_words(delivery: Delivery, *, reseller: Reseller) -> str:
    """Return the words of a notice as the mail says them, without the mail's footer, for inbox and feed."""
    text = words_of(delivery.notice, delivery.language, reseller=reseller).text_to(delivery.recipient.name)
    return text.partition("\n-- \n")[0].strip()
