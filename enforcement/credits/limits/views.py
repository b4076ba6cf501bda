"""The page of the amount above which a credit takes a second person."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.limits.actions import set_approval_limit
from enforcement.credits.limits.forms import LimitForm
from enforcement.credits.limits.queries import DEFAULT, limits
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may


@desk(Permission.SEE_CREDITS)
@require_safe
def limit_list(request: SignedInRequest) -> HttpResponse:
    """Every amount, as it was set."""
    context = {"limits": limits(), "default": DEFAULT, "may_set": may(request.user, set_approval_limit)}
    return render(request, "credits/limits.html", context)


@desk(set_approval_limit)
@require_http_methods(["GET", "POST"])
def set_limit(request: SignedInRequest) -> HttpResponse:
    """Sets the amount of one currency."""
    return answer(
        request,
        LimitForm(request.POST if request.method == "POST" else None),
        lambda said: set_approval_limit(by=request.user, currency=said["currency"], amount=said["amount"]),
        template="credits/form.html",
        then=lambda _made: redirect("desk-credit-limits"),
        done=_("The amount is set: it holds for what is computed from now on."),
        fields={"currency": "currency", "amount": "amount"},
        context={
            "title": _("Set the amount for a second person"),
            "lead": _(
                "A credit of more than this is approved by somebody of finance who neither had it computed nor issues"
                " it. It holds for what is computed from now on."
            ),
        },
    )
