"""The desk's page about what resellers below must keep."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policies.versions.actions import mark_mandatory, unmark_mandatory
from policies.versions.forms import MandatoryForm
from policies.versions.models import MandatoryMark, Policy
from policies.versions.queries import mandatory_in, own_keys, release_followed, standing_versions, template_of
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer

_LONGEST = 90


@desk(mark_mandatory)
@require_http_methods(["GET", "POST"])
def mandatory(request: SignedInRequest) -> HttpResponse:
    """What resellers below must keep: one's own marks with their contracts, and those that come from upstream."""
    policy = get_object_or_404(Policy, slug="aup")
    last = standing_versions(policy).order_by("-effective_at").first()
    placed = template_of(last).placed() if last else {}
    marks = list(MandatoryMark.objects.filter(policy=policy).order_by("key"))
    base = release_followed(policy, last.base_publisher, last.base_number) if last else None
    inherited = mandatory_in(base, own_keys(policy, base.publisher)) if base else {}
    taken = {*inherited, *(mark.key for mark in marks)}
    choices = [(key, f"{one.path} {one.provision.text}"[:_LONGEST]) for key, one in placed.items() if key not in taken]
    return answer(
        request,
        MandatoryForm(request.POST if request.method == "POST" else None, choices=choices),
        lambda said: mark_mandatory(by=request.user, policy=policy, **said),
        template="versions/desk/mandatory.html",
        then=lambda _mark: redirect("desk-mandatory"),
        done=_("Marked. It is mandatory from the next version that you post."),
        context={
            "last": last,
            "rows": [(mark, placed.get(mark.key)) for mark in marks],
            "inherited": [(placed[key], basis) for key, basis in inherited.items() if key in placed],
            "base": base,
        },
    )


@desk(unmark_mandatory)
@require_POST
def unmark(request: SignedInRequest, mandatorymark_id: UUID) -> HttpResponse:
    """Takes a mark away from the next version on."""
    unmark_mandatory(by=request.user, mark=get_object_or_404(MandatoryMark, pk=mandatorymark_id))
    messages.success(request, _("The mark is gone from the next version that you post."))
    return redirect("desk-mandatory")
