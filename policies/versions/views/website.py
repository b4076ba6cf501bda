"""The declared website: what it must show and did, the alarm, and the page of ours that another website may frame."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies.versions.actions.proving import EMBED, ask_for_check
from policies.versions.models import Policy, PostingProof
from policies.versions.page_cache import Visit
from policies.versions.queries import alarm_standing, in_force, the_policy
from policies.versions.views.answers import asked_reading, not_posted, validated, words_of_page
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may
from tenants.resellers.addresses import absolute, origin
from tenants.resellers.refusals import Refused

_SHOWN = 30


@desk(Permission.SEE_POLICIES, post=ask_for_check)
@require_http_methods(["GET", "POST"])
def website(request: SignedInRequest) -> HttpResponse:
    """What the declared address served lately, the alarm, what to put there, and a check at once."""
    policy = the_policy()
    refused = None
    if request.method == "POST":
        try:
            ask_for_check(by=request.user, policy=get_object_or_404(Policy, slug="aup"))
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("Your website is being fetched; look again in a moment."))
            return redirect("desk-website")
    version = in_force(policy=policy, at=clock.now()) if policy else None
    context = {
        "version": version,
        "alarm": alarm_standing(policy) if policy else None,
        "proofs": PostingProof.objects.filter(version__policy=policy)
        .select_related("version")
        .defer("body")
        .order_by("-fetched_at")[:_SHOWN],
        "elsewhere": _origin_of(request.tenant.website) != origin(),
        "embed": absolute(EMBED),
        "page": absolute("/aup/"),
        "permalink": absolute(f"/aup/versions/{version.number}/") if version else "",
        "may_check": may(request.user, ask_for_check),
        "refusal": refused,
    }
    return render(request, "versions/desk/website.html", context, status=refused.status if refused else 200)


@require_safe
def embed(request: Visit) -> HttpResponse:
    """The version in force with nothing around it; only the declared website may frame it."""
    policy = the_policy()
    version = in_force(policy=policy, at=clock.now()) if policy else None
    if version is None:
        return not_posted(request)
    reading = asked_reading(request, version)
    response = validated(render(request, "versions/embed.html", words_of_page(reading)), reading)
    response.xframe_options_exempt = True
    allowed = [_origin_of(request.tenant.website)] if request.tenant.website else ["'none'"]
    response._csp_replace = {"frame-ancestors": ["'self'", *allowed]}  # type: ignore[attr-defined]  # noqa: SLF001 - what django-csp's decorators set
    return response


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
