"""The desk's verbs on a notice: pause, resume, cancel, send again; each asks why where it stops something."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from policies.notices.actions.controls import cancel_notice, pause_notice, resume_notice, send_again
from policies.notices.forms import ReasonForm
from policies.notices.models import Delivery, Notice
from policies.notices.queries import notices, outstanding
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(pause_notice)
@require_http_methods(["GET", "POST"])
def pause(request: SignedInRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Asks why, and lets no more of it leave."""
    shown = get_object_or_404(notices(), pk=notice_id)
    words = {
        "title": _("Pause this notice?"),
        "submit": _("Pause"),
        "consequences": [
            _waiting(
                shown, _("%d waits and stays queued until you resume."), _("%d wait and stay queued until you resume.")
            ),
            _("What a worker holds this moment still leaves."),
        ],
    }
    return _asked(request, shown, words, lambda reason: pause_notice(by=request.user, notice=shown, reason=reason))


@desk(resume_notice)
@require_POST
def resume(request: SignedInRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Lets workers go on."""
    resume_notice(by=request.user, notice=get_object_or_404(Notice, pk=notice_id))
    messages.success(request, _("The notice is on its way again."))
    return redirect("desk-notice", notice_id=notice_id)


@desk(cancel_notice)
@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Asks why, and cancels it for everybody whom it has not been sent to."""
    shown = get_object_or_404(notices(), pk=notice_id)
    words = {
        "title": _("Cancel this notice?"),
        "submit": _("Cancel the notice"),
        "consequences": [
            _waiting(shown, _("%d person will not get it by mail."), _("%d people will not get it by mail.")),
            _("It cannot be taken back. What was sent was sent, and inboxes keep it."),
        ],
    }
    return _asked(request, shown, words, lambda reason: cancel_notice(by=request.user, notice=shown, reason=reason))


@desk(send_again)
@require_POST
def again(request: SignedInRequest, delivery_id: uuid.UUID) -> HttpResponse:
    """Sends what did not arrive once more."""
    kept = send_again(by=request.user, delivery=get_object_or_404(Delivery, pk=delivery_id))
    messages.success(request, _("It is queued again, to %s.") % kept.address)
    return redirect("desk-delivery", delivery_id=delivery_id)


def _waiting(notice: Notice, one: str, many: str) -> str:
    number = outstanding(notice)
    return ngettext(one, many, number) % number


def _asked(
    request: SignedInRequest, notice: Notice, words: dict[str, Any], act: Callable[[str], object]
) -> HttpResponse:
    return answer(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda said: act(said["reason"]),
        template="notices/desk_control.html",
        then=lambda _made: redirect("desk-notice", notice_id=notice.pk),
        done=_("Done; the ledger keeps why."),
        fields="reason",
        context={**words, "notice": notice},
    )
