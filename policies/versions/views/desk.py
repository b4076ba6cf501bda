"""The desk's pages about what is posted: overview, posting, one version with its proofs, withdrawing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.versions.actions import postpone_version, withdraw_version
from policies.versions.changes import changes_between, counts
from policies.versions.forms import PostponeForm
from policies.versions.models import Policy, PolicyVersion, PostingProof
from policies.versions.panels import panels
from policies.versions.queries import alarm_standing, template_of, version_before
from policies.versions.rules import standings
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission

_MARKS = {"in_force": "now", "scheduled": "ahead", "withdrawn": "bad"}


@desk(Permission.SEE_POLICIES)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Versions and whether posting is proven, with what rooms above show beside them."""
    policy = Policy.objects.filter(slug="aup").first()
    posted = list(policy.versions.order_by("-effective_at").prefetch_related("proofs")) if policy else []
    told = standings(posted, clock.now())
    context = {
        "policy": policy,
        "current": next((one for one in posted if told[one] == "in_force"), None),
        "items": [_item(version, told[version]) for version in posted],
        "panels": [panel for show in panels if (panel := show(request, policy))],
        "alarm": alarm_standing(policy) if policy else None,
    }
    return render(request, "versions/desk/overview.html", context)


@desk(Permission.SEE_POLICIES)
@require_safe
def version(request: SignedInRequest, policyversion_id: UUID) -> HttpResponse:
    """One version: its words, what changed, who posted it, and what the website served."""
    found = get_object_or_404(PolicyVersion.objects.select_related("policy"), pk=policyversion_id)
    told = standings(list(found.policy.versions.all()), clock.now())
    before = version_before(found)
    context = {
        "version": found,
        "standing": told[found].value,
        "before": before,
        "proofs": found.proofs.order_by("-fetched_at"),
        "counts": _counted(before, found),
        "postponements": found.postponements.all(),
    }
    return render(request, "versions/desk/version.html", context)


@desk(postpone_version)
@require_http_methods(["GET", "POST"])
def postpone(request: SignedInRequest, policyversion_id: UUID) -> HttpResponse:
    """Puts a scheduled version off."""
    found = get_object_or_404(PolicyVersion.objects.select_related("policy"), pk=policyversion_id)
    return answer(
        request,
        PostponeForm(request.POST if request.method == "POST" else None, initial={"to": found.effective_at}),
        lambda said: postpone_version(by=request.user, version=found, **said),
        template="versions/desk/postpone.html",
        then=lambda _made: redirect("desk-version", policyversion_id=found.pk),
        done=_("Version %d is put off; everybody who was told is told again.") % found.number,
        fields="to",
        context={"version": found},
    )


@desk(withdraw_version)
@require_POST
def withdraw(request: SignedInRequest, policyversion_id: UUID) -> HttpResponse:
    """Withdraws a scheduled version."""
    found = withdraw_version(by=request.user, version=get_object_or_404(PolicyVersion, pk=policyversion_id))
    messages.success(request, _("Version %d is withdrawn and will not take effect.") % found.number)
    return redirect("desk-version", policyversion_id=found.pk)


@desk(Permission.SEE_POLICIES)
@require_safe
def proof(_request: SignedInRequest, postingproof_id: UUID) -> HttpResponse:
    """The bytes that the website served, to be saved and never shown as a page of ours."""
    kept = get_object_or_404(PostingProof, pk=postingproof_id)
    name = f"proof-{kept.fetched_at:%Y%m%dT%H%M%SZ}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(kept.body), content_type="application/octet-stream", headers=headers)


def _counted(before: PolicyVersion | None, after: PolicyVersion) -> dict[str, int]:
    if before is None:
        return {}
    return dict(counts(changes_between(template_of(before), template_of(after))))


def _item(version: PolicyVersion, standing: str) -> dict[str, Any]:
    proofs = list(version.proofs.all())
    if any(proof.shows_version for proof in proofs):
        note = _("Posting proven: the website showed this version.")
    elif proofs:
        note = _("Posting not proven: %s") % proofs[-1].problem
    elif standing in {"scheduled", "withdrawn"}:
        note = ""
    else:
        note = _("The website was not fetched back.")
    return {
        "at": version.effective_at,
        "title": _("Version %d") % version.number,
        "url": reverse("desk-version", args=[version.pk]),
        "text": version.summary,
        "note": _("Withdrawn before it took effect.") if standing == "withdrawn" else note,
        "mark": _MARKS.get(standing, ""),
    }
