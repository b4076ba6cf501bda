"""A report as an answer to a request: a page's context, or one of its files."""

from typing import Any

import rfc8785
from django.http import HttpResponse

from enforcement.transparency.files import as_csv, as_svg, title_of
from enforcement.transparency.periods import period_named
from enforcement.transparency.presenting import ShownTable, shown_tables, shown_times
from tenants.people.permissions import Permission

Json = dict[str, Any]


def context_of(content: Json, *, seen: frozenset[Permission] | None = None) -> Json:
    """Returns what a page shows of a report: its tables by section, times and the share of appeals won."""
    sections: dict[str, list[ShownTable]] = {}
    for table in shown_tables(content, seen=seen):
        sections.setdefault(table.section, []).append(table)
    return {
        "title": title_of(content),
        "period": period_named(content["period"]["name"]),
        "zone": content["period"]["timezone"],
        "sections": sections,
        "times": shown_times(content),
        "won_percent": content["appeals_won_percent"],
        "fewer_than": content["fewer_than"],
    }


def json_answer(content: Json) -> HttpResponse:
    """Returns the canonical JSON (RFC 8785), whose SHA-256 is the digest of what was published."""
    return HttpResponse(rfc8785.dumps(content), content_type="application/json")


def csv_answer(content: Json) -> HttpResponse:
    """Returns a file to download."""
    answer = HttpResponse(as_csv(content), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="transparency-{content["period"]["name"]}.csv"'
    return answer


def svg_answer(content: Json) -> HttpResponse:
    """Returns the picture."""
    return HttpResponse(as_svg(content), content_type="image/svg+xml")
