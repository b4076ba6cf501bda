"""The page on which a case ends without a violation."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.cases import events
from enforcement.cases.findings.actions import record_finding
from enforcement.cases.findings.forms import FindingForm
from enforcement.cases.findings.models import FindingOutcome
from enforcement.cases.models import Case
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(record_finding)
@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Says what it means, and asks what was found."""
    found = get_object_or_404(Case.objects.select_related("customer"), pk=case_id)
    context = {
        "title": _("End %s without a violation?") % found,
        "consequences": [
            _("Nothing is done about %s: no measure can rest on it.") % found.customer,
            _("Whoever reported is told the outcome, and may say that it is wrong."),
            _("A determination made in the case before is not touched."),
            *(sentence for room in events.finding_does for sentence in room(found)),
        ],
        "submit": _("Record the outcome"),
        "cancel_url": reverse("desk-case", args=[found.pk]),
    }
    return answer(
        request,
        FindingForm(request.POST if request.method == "POST" else None),
        lambda said: record_finding(
            by=request.user,
            case=found,
            outcome=FindingOutcome(said["outcome"]),
            words=said["words"],
            closes=said["closes"],
        ),
        template="cases/confirm.html",
        then=lambda _made: redirect("desk-case", case_id=found.pk),
        done=str,
        fields="words",
        context=context,
    )
