"""The page of muted senders."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from enforcement.reports.models import MutedSender
from enforcement.reports.persons import names_of
from enforcement.reports.senders.actions import mute_sender, unmute_sender
from enforcement.reports.senders.forms import FIELD_OF, MuteForm
from enforcement.reports.senders.queries import muted_senders
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer

MOST = 200


@desk(mute_sender)
@require_http_methods(["GET", "POST"])
def senders(request: SignedInRequest) -> HttpResponse:
    """Who is muted and why; POST mutes one more."""
    found = list(muted_senders()[:MOST])
    names = names_of(one.muted_by for one in found)
    return answer(
        request,
        MuteForm(
            request.POST if request.method == "POST" else None, initial={"sender": request.GET.get("sender", "")[:254]}
        ),
        lambda said: mute_sender(by=request.user, **said),
        template="reports/senders/muted.html",
        then=lambda _made: redirect("desk-senders"),
        done=lambda made: _("%s is muted.") % made,
        fields=FIELD_OF,
        context={"senders": [(one, names.get(one.muted_by, "")) for one in found]},
    )


@desk(unmute_sender)
@require_POST
def unmute(request: SignedInRequest, mutedsender_id: uuid.UUID) -> HttpResponse:
    """Reports of the sender are looked into again."""
    unmute_sender(by=request.user, muted=get_object_or_404(MutedSender, pk=mutedsender_id))
    return redirect("desk-senders")
