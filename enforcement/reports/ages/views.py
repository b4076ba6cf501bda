"""The page of how old acts may be."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.reports.ages.actions import set_oldest
from enforcement.reports.ages.forms import OldestForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(set_oldest)
@require_http_methods(["GET", "POST"])
def ages(request: SignedInRequest) -> HttpResponse:
    """After how many days a report of each kind of conduct waits for a person."""
    form = OldestForm(request.POST if request.method == "POST" else None)
    return answer(
        request,
        form,
        lambda _said: set_oldest(by=request.user, days=form.days()),
        template="reports/ages.html",
        then=lambda _made: redirect("desk-report-ages"),
        done=_("Reports that come in from now on are held against these days."),
    )
