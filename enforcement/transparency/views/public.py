"""What anyone may read: the reports that were published, in four forms."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enforcement.transparency.answers import context_of, csv_answer, json_answer, svg_answer
from enforcement.transparency.models import Publication
from enforcement.transparency.periods import period_named
from enforcement.transparency.queries import standing


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that stands, the newest period first."""
    items = [{"title": period_named(one.period).title, "publication": one} for one in standing()]
    return render(request, "transparency/published.html", {"items": items})


@require_safe
def report(request: HttpRequest, period: str) -> HttpResponse:
    """What was published of a period, with what was corrected in it."""
    found = _of(period)
    context = {**context_of(found.content), "publication": found}
    return render(request, "transparency/report.html", context)


def _of(period: str) -> Publication:
    found = standing().filter(period=period).first()
    if found is None:
        raise Http404
    return found


def _file(answer: Callable[[dict[str, Any]], HttpResponse]) -> Callable[..., HttpResponse]:
    @require_safe
    def view(_request: HttpRequest, period: str) -> HttpResponse:
        return answer(_of(period).content)

    return view


as_json = _file(json_answer)
as_csv = _file(csv_answer)
as_svg = _file(svg_answer)
