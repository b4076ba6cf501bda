"""What a notice says: its words in one language, the page it leads to, and the same for inbox and feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from policies.notices.kinds import kind_of
from policies.notices.models import Delivery, Notice
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute
from tenants.resellers.models import Reseller

#: Stands in the rendered words until a reader's name takes its place; no name or policy has these characters.
NAME: Final = "\ue000name\ue001"
_LONGEST: Final = 900  # bytes of a line; SMTP allows 998, and longer ones would be encoded


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says in one language, to anyone."""

    notice: Notice
    subject: str
    text: str
    html: str

    def text_to(self, name: str) -> str:
        """Returns the text to one reader."""
        return self.text.replace(NAME, " ".join(name.split()))

    def html_to(self, name: str) -> str:
        """Returns the HTML to one reader, whose name cannot become markup."""
        return self.html.replace(NAME, escape(" ".join(name.split())))


@dataclass(frozen=True, slots=True)
class _Anyone:
    """The reader, as templates see one: a name that is filled in later."""

    name: str = NAME


def words_of(notice: Notice, language: str, *, reseller: Reseller) -> Words:
    """Renders a notice in a language: that of the words if the policy has it, of the frame if Proviso speaks it."""
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
    return Words(notice, " ".join(notice.title.split()), folded(text), folded(html))


def in_language(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Returns a notice's content for a reader of that language; `language` is set where the words are of it."""
    editions = content.get("editions", {})
    return {**content, **editions.get(language, {}), "language": language if language in editions else ""}


def path_in(notice: Notice, content: Mapping[str, Any]) -> str:
    """Returns the page that a notice leads to, in the language of this content."""
    if not content["language"]:
        return notice.path
    return f"{notice.path}{'&' if '?' in notice.path else '?'}lang={content['language']}"


def plain_words(delivery: Delivery, *, reseller: Reseller) -> str:
    """Returns the words of a notice as the mail says them, without the mail's footer, for inbox and feed."""
    text = words_of(delivery.notice, delivery.language, reseller=reseller).text_to(delivery.recipient.name)
    return text.partition("\n-- \n")[0].strip()


def folded(text: str) -> str:
    """Breaks lines that no mail may hold, at spaces: nothing of the words changes, and no line must be encoded."""
    if all(len(line) * 4 <= _LONGEST or len(line.encode()) <= _LONGEST for line in text.split("\n")):
        return text
    return "\n".join(part for line in text.split("\n") for part in _parts(line))


def _parts(line: str) -> list[str]:
    parts, size = [""], 0
    for word in line.split(" "):
        length = len(word.encode()) + 1
        if size and size + length > _LONGEST:
            parts.append(word)
            size = length
        else:
            parts[-1] = f"{parts[-1]} {word}" if size else word
            size += length
    return parts
