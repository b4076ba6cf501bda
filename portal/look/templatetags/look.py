"""Tags and filters that every template may use: instants, digests, states, redlines, icons, pictures and frames.

They are built in (settings.TEMPLATES), so no template loads them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.look import doors, figures, icons, states, words
from tenants.customers.currencies import money

register = template.Library()
register.filter("money", money)

INSTANT_FORMATS = {"default": "j M Y, H:i", "date": "j F Y", "long": "j F Y, H:i:s", "short": "j M, H:i"}
EXACT = "j F Y, H:i:s"
EXACT_MICRO = "j F Y, H:i:s.u"


# -- time ------------------------------------------------------------------------------------------------------------


def zone_of(context: Context) -> tzinfo:
    """Return the time zone of the reseller whose page this is, else the active one (UTC unless set)."""
    tenant = getattr(context.get("request"), "tenant", None)
    name = getattr(tenant, "timezone", "") or ""
    try:
        return ZoneInfo(str(name)) if name else timezone.get_current_timezone()
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


@register.simple_tag(takes_context=True)
def instant(context: Context, value: datetime | date | None, shape: str = "default") -> SafeString:
    """Show an instant in the reseller's time zone with UTC in the title; shapes: default, date, long, short.

    `None` is shown as a dash that a screen reader calls "none". Naive values are taken as UTC.
    """
    if value is None or value == "":
        return format_html(
            '<span class="none"><span aria-hidden="true">–</span><span class="visually-hidden">{}</span></span>',
            _("none"),
        )
    if not isinstance(value, datetime):
        return format_html(
            '<time datetime="{}">{}</time>', value.isoformat(), date_format(value, INSTANT_FORMATS["date"])
        )
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    local, exact = _in_zone(moment, zone_of(context)), _in_zone(moment, UTC)
    text = date_format(local, INSTANT_FORMATS.get(shape, INSTANT_FORMATS["default"]))
    if shape != "date":
        text = f"{text} {local.tzname()}"
    title = f"{date_format(exact, EXACT_MICRO if exact.microsecond else EXACT)} UTC"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', exact.isoformat().replace("+00:00", "Z"), title, text
    )


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The instant in a zone, or as it is at the ends of time, where the calendar has no day left for another zone."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


@register.filter
def duration(value: timedelta | float | Decimal | None, form: str = "human") -> str:
    """Say seconds or a timedelta as `2 h 40 min`, or with `duration:"iso"` as `PT2H40M`."""
    if value is None or value == "":
        return ""
    return words.iso_duration(value) if form == "iso" else words.human_duration(value)


@register.filter
def percent(value: float | Decimal | str | None, digits: int = 3) -> str:
    """Say a percentage (0 to 100) cut off after `digits` decimals, so that it never rounds up over a threshold."""
    return "" if value is None or value == "" else words.floor_percent(value, int(digits))


# -- small marks -----------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """Draw a pictogram of portal.look.icons; hidden from screen readers, since words stand beside it."""
    filled = name in icons.FILLED
    return format_html(
        '<svg class="icon {}" width="{}" height="{}" viewBox="0 0 16 16"'
        ' aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        "icon-filled" if filled else "icon-stroked",
        size,
        size,
        icons.FILLED[name] if filled else icons.STROKED[name],
    )


@register.simple_tag
def state(value: Any, label: str = "", tone: str = "") -> SafeString:
    """Show a state as words and a shape: `{% state case %}`, `{% state case.status %}`, `{% state "open" %}`.

    A label or a tone (neutral, moving, good, caution, bad, ended) may be given where portal.look.states knows none.
    """
    shown = states.describe(value, label=str(label), tone=tone)
    return format_html(
        '<span class="state state-{}">{}<span>{}</span></span>', shown.tone, icon(shown.shape, 14), shown.label
    )


@register.simple_tag
def digest(value: str | bytes | memoryview | None, length: int = 12) -> SafeString:
    """Show a digest shortly; the whole of it is in the page: one click selects it, focus and print unfold it."""
    if not value:
        return format_html('<span class="none">{}</span>', _("none"))
    text = words.digest_text(value)
    return format_html(
        '<code class="digest digest-{}" tabindex="0" title="{}">{}</code>', min(max(length, 8), 16), text, text
    )


# -- words that changed ----------------------------------------------------------------------------------------------


def _segment(part: Any) -> tuple[str, str]:
    if isinstance(part, (tuple, list)):
        return str(part[0]), str(part[1])
    operation = figures.pick(part, "op") or figures.pick(part, "kind") or "equal"
    return str(operation), str(figures.pick(part, "text", ""))


@register.simple_tag
def redline(segments: Iterable[Any]) -> SafeString:
    """Show segments (`op` equal, insert or delete, `text`; or pairs) so that ears and grey paper tell them apart."""
    marks = {
        "insert": ("ins", _("inserted:"), _("end of insertion")),
        "delete": ("del", _("deleted:"), _("end of deletion")),
    }
    html = []
    for operation, text in map(_segment, segments):
        if operation not in marks:
            html.append(format_html("{}", text))
            continue
        element, before, after = marks[operation]
        html.append(
            format_html(
                '<{0}><span class="visually-hidden"> {1} </span>{2}<span class="visually-hidden"> {3} </span></{0}>',
                mark_safe(element),  # noqa: S308 - one of two constants above
                before,
                text,
                after,
            )
        )
    return format_html_join("", "{}", ((piece,) for piece in html))


CHANGE_KINDS = {
    "added": gettext_lazy("Added"),
    "deleted": gettext_lazy("Deleted"),
    "modified": gettext_lazy("Modified"),
    "moved": gettext_lazy("Moved"),
    "renumbered": gettext_lazy("Renumbered"),
}


@register.simple_tag
def change_kind(kind: str) -> str:
    """Say in words how a provision changed."""
    return str(CHANGE_KINDS.get(str(kind), kind))


# -- pictures --------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/uptime.html", takes_context=True)
def uptime(
    context: Context, start: datetime, end: datetime, intervals: Sequence[Any], caption: str = "", url: str = ""
) -> dict[str, Any]:
    """Draw a month: `intervals` with start, end, kind, reason, url, contest_url; listed below in words.

    Each mark leads to its line in that list; with `url` there is no list, and the marks lead there.
    """
    placed = figures.stretches(start, end, list(intervals))
    return {
        "request": context.get("request"),
        "start": start,
        "end": end,
        "stretches": placed,
        "kinds": {one.kind for one in placed},
        "caption": caption,
        "url": url,
        "name": f"{slugify(caption)}-{start:%Y%m%d%H%M}",
    }


@register.inclusion_tag("components/area_chart.html")
def area_chart(caption: str, labels: Sequence[Any], series: Sequence[Any]) -> dict[str, Any]:
    """Draw series (label, values) over labels, with the same figures as a table below."""
    names = [str(label) for label in labels]
    drawn, top = figures.lines(names, list(series))
    grid = [
        {
            "y": figures.number(figures.CHART_HEIGHT * (1 - n / figures.GRID_LINES)),
            "value": top * n // figures.GRID_LINES,
        }
        for n in range(figures.GRID_LINES + 1)
    ]
    rows = [{"label": name, "values": [one.values[index] for one in drawn]} for index, name in enumerate(names)]
    return {
        "caption": caption,
        "lines": drawn,
        "grid": grid,
        "rows": rows,
        "first": names[0] if names else "",
        "last": names[-1] if names else "",
    }


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(caption: str, rows: Sequence[Any], unit: str = "") -> dict[str, Any]:
    """Draw rows (label, value, url) as a table whose figures have bars beside them."""
    return {"caption": caption, "bars": figures.bars(list(rows)), "unit": unit}


# -- frames around what a page writes itself -------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def page_head(
    context: Context,
    content: str,
    title: str,
    lead: str = "",
    eyebrow: str = "",
    back_url: str = "",
    back_label: str = "",
) -> str:
    """Head a page; what stands between the tags is its actions: `{% page_head title %}<a …>{% endpage_head %}`."""
    parts = {"title": title, "lead": lead, "eyebrow": eyebrow, "back_url": back_url, "back_label": back_label}
    return render_to_string(
        "components/page_head.html",
        {**parts, "actions": SafeString(content.strip()), "request": context.get("request")},
    )


@register.simple_block_tag
def table_region(content: str, caption: str, *, stack: bool = False, caption_hidden: bool = False) -> str:
    """Frame the rows of a table (thead, tbody): caption, and a region that scrolls by keyboard on a narrow screen.

    With `stack=True` the rows become cards on a phone; each cell then says its heading in `data-label`.
    """
    return render_to_string(
        "components/table_region.html",
        {"rows": content, "caption": caption, "stack": stack, "caption_hidden": caption_hidden},
    )


@register.simple_block_tag
def panel(content: str, title: str, lead: str = "", tone: str = "") -> str:
    """Frame a part of a page under its own heading; tones: caution, bad, good, accent."""
    return render_to_string("components/panel.html", {"content": content, "title": title, "lead": lead, "tone": tone})


def _column(columns: Sequence[Any], index: int) -> Any:
    return columns[index] if index < len(columns) else ""


@register.simple_tag
def cell_label(columns: Sequence[Any], index: int) -> str:
    """Return the heading of a cell's column, for tables that become cards on a phone."""
    column = _column(columns, index)
    return str(figures.pick(column, "label", "") or column)


@register.simple_tag
def cell_class(columns: Sequence[Any], index: int) -> SafeString:
    """Return the class attribute of a cell whose column holds numbers."""
    return mark_safe(' class="num"') if figures.pick(_column(columns, index), "numeric", False) else mark_safe("")


# -- what is offered ---------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def opens(context: Context, name: str) -> bool:
    """Whether the page of that name lets the reader in: `{% opens "desk-post" as may_post %}{% if may_post %}…`."""
    request = context.get("request")
    if request is None:
        return False
    return doors.opens(request.user, name, getattr(request, "urlconf", None) or settings.ROOT_URLCONF)


# -- the address of this page with one thing changed -------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Return this page's query string with some values set, or left out when empty: `href="{% query page=2 %}"`."""
    request = context.get("request")
    values = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"
