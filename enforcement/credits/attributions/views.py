"""The desk's page that says what an interruption was caused by."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.credits.attributions.actions import attribute_interruption
from enforcement.credits.attributions.forms import AttributionForm
from enforcement.credits.interruptions.queries import interruptions
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(attribute_interruption)
@require_http_methods(["GET", "POST"])
def attribute(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """Says what an interruption was caused by, and what that does."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    named = {"reference": interruption.reference, "service": interruption.service.reference}
    context = {
        "title": _("Whose cause was %(reference)s on %(service)s?") % named,
        "lead": _(
            "It is excluded where a clause of the agreed service level says so, and counts otherwise. The customer "
            "reads the clause in the statement. Say another cause later to correct this one."
        ),
    }
    return answer(
        request,
        AttributionForm(request.POST if request.method == "POST" else None),
        lambda said: attribute_interruption(by=request.user, interruption=interruption, **said),
        template="credits/form.html",
        then=lambda _made: redirect("desk-interruption", interruption_id=interruption.pk),
        done=_("The cause is recorded; months that were computed are computed again."),
        fields={"cause": "cause", "cause_unchanged": "cause", "reason": "reason"},
        context=context,
    )
