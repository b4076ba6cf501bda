"""How instants and redlines are written in a mail, where no stylesheet and no script is."""

import datetime as dt
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policies.notices.kinds import kind_of
from tenants.resellers.current import connection

register = template.Library()

Segments = Iterable[Mapping[str, str]]

_STYLES = {
    "insert": "text-decoration: underline; background: #dcf3e1; color: #10401f",
    "delete": "text-decoration: line-through; background: #fbe3e1; color: #6b1610",
}


@register.filter
def moment(value: str) -> str:
    """Returns an instant in ISO form in words, in the reseller's time zone, which is named."""
    zone = getattr(connection.tenant, "timezone", "") or "UTC"
    local = dt.datetime.fromisoformat(value).astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'j F Y, H:i')} {local.tzname()}"


@register.filter
def kind_label(code: str) -> str:
    """Returns what a kind of notices is called; its code where no room knows it any more."""
    try:
        return str(kind_of(code).label)
    except LookupError:
        return code


@register.filter
def plain_redline(segments: Segments) -> str:
    """Returns a redline in text: [-deleted-] and {+added+}, as `wdiff` has written it for decades."""
    marks = {"insert": "{{+{}+}}", "delete": "[-{}-]"}
    return "".join(marks.get(part["op"], "{}").format(part["text"]) for part in segments)


@register.simple_tag
def mail_redline(segments: Segments) -> SafeString:
    """Show a redline in a mail: marked by line, by colour, and in words for who hears it."""
    words = {"insert": ("ins", _("inserted:")), "delete": ("del", _("deleted:"))}
    pieces = []
    for part in segments:
        if part["op"] not in words:
            pieces.append(format_html("{}", part["text"]))
            continue
        element, heard = words[part["op"]]
        pieces.append(
            format_html('<{0} style="{1}" title="{2}">{3}</{0}>', element, _STYLES[part["op"]], heard, part["text"])
        )
    return format_html_join("", "{}", ((piece,) for piece in pieces))
