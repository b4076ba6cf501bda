"""The page behind the follow link; its address is secret, so nobody keeps it and no other site is told."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from enforcement.reports import throttle
from enforcement.reports.custody import room
from enforcement.reports.follow_panels import following
from enforcement.reports.following.actions import add_to_report, check_room, complain
from enforcement.reports.following.forms import AdditionForm, ComplaintForm
from enforcement.reports.following.queries import case_outcome, looked_at_again, may_add, may_complain, told
from enforcement.reports.forms import received_files
from enforcement.reports.models import Report
from enforcement.reports.queries import followed
from tenants.ledger import clock
from tenants.people.form_pages import answer

PAGE = "reports/follow.html"
View = Callable[[HttpRequest, str], HttpResponse]


def secret_page(view: View) -> View:
    """The page's address stands in no Referer, in no cache and in no search engine.

    `strict-origin` and not `no-referrer`: with that browsers send no Origin either, and every form would be refused.
    """

    @never_cache
    @functools.wraps(view)
    def answered(request: HttpRequest, secret: str) -> HttpResponse:
        response = view(request, secret)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


@secret_page
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the report stands; POST adds words and files to it."""
    report = _found(secret)

    def added(said: dict[str, Any]) -> None:
        sizes = [file.size or 0 for file in said["evidence"]]
        throttle.count(request)
        check_room(report, sizes)
        room.require_room(sum(sizes), stranger=True)
        room.count_from(throttle.network_of(throttle.client_address(request)), sum(sizes))
        add_to_report(report=report, words=said["words"], files=received_files(said["evidence"]))

    posted = request.method == "POST"
    return answer(
        request,
        AdditionForm(request.POST if posted else None, request.FILES if posted else None),
        added,
        template=PAGE,
        then=lambda _made: redirect("report-follow", secret=secret),
        done=_("Thank you. It was added to your report."),
        fields={
            "nothing_added": "words",
            "too_many_files": "evidence",
            "file_too_large": "evidence",
            "file_empty": "evidence",
            "report_full": "evidence",
            "evidence_full": "evidence",
            "too_many_bytes": "evidence",
        },
        context=_shown(report, secret),
    )


@secret_page
@require_http_methods(["GET", "POST"])
def disagree(request: HttpRequest, secret: str) -> HttpResponse:
    """The reporter says that the outcome is wrong."""
    report = _found(secret)

    def said_wrong(said: dict[str, Any]) -> None:
        throttle.count(request)
        complain(report=report, words=said["words"])

    return answer(
        request,
        ComplaintForm(request.POST if request.method == "POST" else None),
        said_wrong,
        template="reports/complain.html",
        then=lambda _made: redirect("report-follow", secret=secret),
        done=_("Somebody else looks at your report again."),
        context={"report": report, "secret": secret, "may_complain": may_complain(report)},
    )


def _found(secret: str) -> Report:
    report = followed(secret)
    if report is None:
        raise Http404
    return report


def _shown(report: Report, secret: str) -> dict[str, Any]:
    return {
        "report": report,
        "outcome": case_outcome(report),
        "panels": [panel for asked in following if (panel := asked(report))],
        "secret": secret,
        "told": told(report, clock.now()),
        "again": looked_at_again(report),
        "may_add": may_add(report),
        "may_complain": may_complain(report),
    }
