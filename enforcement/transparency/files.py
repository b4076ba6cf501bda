"""A report as files: CSV for spreadsheets, and a picture."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enforcement.transparency.periods import period_named
from enforcement.transparency.presenting import ShownTable, shown_tables, shown_times
from tenants.csv_files.writing import csv_bytes

Json = Mapping[str, Any]

#: The tables that the picture draws.
DRAWN = ("reports_by_category", "measures_by_kind", "appeals_by_outcome")
_WIDTH, _NAMES, _BARS, _LINE, _MARGIN = 960, 400, 460, 26, 24


def title_of(content: Json) -> str:
    """Returns what a report is called: of whom, about which period."""
    values = {"company": content["company"]["name"], "period": period_named(content["period"]["name"]).title}
    return _("%(company)s: transparency report, %(period)s") % values


def as_csv(content: Json) -> bytes:
    """Returns every number in a row of its own, with the keys that the JSON uses."""
    head = [_("Table"), _("Row"), _("What"), _("Of"), _("Number")]
    return csv_bytes(head, _rows(content))


def _rows(content: Json) -> Iterator[list[str]]:
    for table in shown_tables(content):
        if table.total:
            yield [table.key, "total", table.title, _("Total"), table.total]
        for row in table.rows:
            yield [table.key, row.key, table.title, row.label, row.value]
    for one in shown_times(content):
        for key, label, value in (
            ("count", _("Number"), one.count),
            ("median_hours", _("Median, hours"), one.median),
            ("ninetieth_hours", _("90 of 100 within, hours"), one.ninetieth),
        ):
            yield [one.key, key, one.label, label, value]
    if content["appeals_won_percent"] is not None:
        yield ["appeals", "won_percent", _("Appeals won, percent of those decided"), "", content["appeals_won_percent"]]


def as_svg(content: Json) -> bytes:
    """Returns the picture: bars with their numbers, and the same in words for who does not see them."""
    tables = [one for one in shown_tables(content) if one.key in DRAWN]
    title = title_of(content)
    parts, y = [format_html('<text x="{}" y="40" font-size="20" font-weight="bold">{}</text>', _MARGIN, title)], 60
    for table in tables:
        drawn, y = _drawn(table, y + 30)
        parts.append(drawn)
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-labelledby="title desc"'
        ' font-family="sans-serif" font-size="14" fill="#1c2024">\n<title id="title">{}</title>\n'
        '<desc id="desc">{}</desc>\n<rect width="100%" height="100%" fill="#ffffff"/>\n{}\n</svg>\n',
        _WIDTH,
        y + _MARGIN,
        title,
        " ".join(map(in_words, tables)),
        format_html_join("\n", "{}", ((part,) for part in parts)),
    )
    return svg.encode()


def in_words(table: ShownTable) -> str:
    """Returns a table as a sentence."""
    said = ", ".join(f"{row.label} {row.value}" for row in table.rows)
    return f"{table.title}: {said or nothing_in(table)}."


def nothing_in(table: ShownTable) -> str:
    """Returns why a table has no rows."""
    return _("none") if table.broken_down else _("too few to be broken down")


def _drawn(table: ShownTable, y: int) -> tuple[SafeString, int]:
    """Returns a table's bars from `y` down, and where they end."""
    highest = max((row.count or 0 for row in table.rows), default=0)
    parts = [format_html('<text x="{}" y="{}" font-weight="bold">{}</text>', _MARGIN, y, table.title)]
    if not table.rows:
        y += _LINE
        parts.append(format_html('<text x="{}" y="{}" fill="#5b6470">{}</text>', _MARGIN, y, nothing_in(table)))
    for row in table.rows:
        y += _LINE
        width = round(_BARS * (row.count or 0) / highest) if highest else 0
        parts.append(
            format_html(
                '<text x="{}" y="{}" text-anchor="end">{}</text><rect x="{}" y="{}" width="{}" height="16"'
                ' fill="#0f6b5c"/><text x="{}" y="{}">{}</text>',
                *(_NAMES, y, row.label, _NAMES + 12, y - 13, width, _NAMES + 20 + width, y, row.value),
            )
        )
    return format_html_join("\n", "{}", ((part,) for part in parts)), y + _LINE // 2
