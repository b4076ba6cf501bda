"""The desk's page about reviewers from upstream: what is asked of it, whom it names, and what is asked of us."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.reviewers.actions import (
    ask_upstream,
    invite_reviewer,
    name_reviewer,
    stop_asking,
    withdraw_reviewer,
)
from tenants.people.reviewers.queries import (
    asked_here,
    asked_of_us,
    invited,
    named_by_us,
    named_for_us,
    no_longer_named,
    not_invited,
    seen_reviewers,
    upstream_here,
)


class NameForm(forms.Form):
    """Which of one's staff reviews."""

    user = forms.ModelChoiceField(label=gettext_lazy("Who reviews?"), queryset=User.objects.none())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's own
        staff = User.objects.filter(is_active=True, staff_roles__isnull=False).distinct().order_by("name", "email")
        self.fields["user"].queryset = staff  # type: ignore[attr-defined]  # a field of models


@desk(Permission.MANAGE_PEOPLE)
@require_safe
def reviewers(request: SignedInRequest) -> HttpResponse:
    """Both sides: what this reseller asks of its upstream, and what resellers ask of it."""
    context = {
        "upstream": upstream_here(),
        "asked": asked_here(),
        "named": named_for_us(),
        "waiting": {one.pk for one in not_invited()},
        "here": invited(),
        "dropped": no_longer_named(),
        "requests": [(one, [row for row in named_by_us() if row.request_id == one.pk]) for one in asked_of_us()],
    }
    return render(request, "people/reviewers.html", context)


@desk(ask_upstream)
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Asks the upstream."""
    ask_upstream(by=request.user)
    messages.success(request, _("Your upstream is asked. It names a person on its own desk."))
    return redirect("desk-reviewers")


@desk(stop_asking)
@require_POST
def stop(request: SignedInRequest) -> HttpResponse:
    """Asks no longer."""
    stop_asking(by=request.user)
    messages.success(request, _("Your upstream no longer reviews your appeals."))
    return redirect("desk-reviewers")


@desk(name_reviewer)
@require_http_methods(["GET", "POST"])
def name(request: SignedInRequest, reviewrequest_id: UUID) -> HttpResponse:
    """Names one of one's staff to a reseller."""
    found = get_object_or_404(asked_of_us(), pk=reviewrequest_id)
    return answer(
        request,
        NameForm(request.POST if request.method == "POST" else None),
        lambda said: name_reviewer(by=request.user, request=found, user=said["user"]),
        template="people/name_reviewer.html",
        then=lambda _made: redirect("desk-reviewers"),
        done=lambda made: (
            _("%(name)s is named to %(reseller)s.") % {"name": made.name, "reseller": found.reseller_name}
        ),
        fields="user",
        context={"asked": found},
    )


@desk(withdraw_reviewer)
@require_POST
def withdraw(request: SignedInRequest, namedreviewer_id: UUID) -> HttpResponse:
    """Names a person no longer."""
    withdraw_reviewer(by=request.user, named=get_object_or_404(named_by_us(), pk=namedreviewer_id))
    messages.success(request, _("This person reviews nothing there any more."))
    return redirect("desk-reviewers")


@desk(invite_reviewer)
@require_POST
def invite(request: SignedInRequest, namedreviewer_id: UUID) -> HttpResponse:
    """Invites a person whom the upstream named."""
    user = invite_reviewer(by=request.user, named=get_object_or_404(seen_reviewers(), pk=namedreviewer_id))
    messages.success(request, _("%s is invited to review appeals; every administrator is told.") % user.email)
    return redirect("desk-reviewers")
