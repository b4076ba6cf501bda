"""The desk's pages about following: what upstream offers and what was decided, and what resellers below must keep."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policies.versions.actions import (
    decide_offers,
    mark_mandatory,
    take_over_release,
    undo_decision,
    unmark_mandatory,
)
from policies.versions.forms import DecisionsForm, MandatoryForm
from policies.versions.models import MandatoryMark, Policy
from policies.versions.offers import is_new, offers_of, own_copy, taking_over
from policies.versions.queries import mandatory_in, release_followed, releases_offered, standing_versions, template_of
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused

_LONGEST = 90


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def offers(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    """Every offered change with its redlines, decided one by one or the clean ones together, and taken back."""
    release = get_object_or_404(releases_offered(schema=request.tenant.schema_name), pk=release_id)
    if request.method == "POST":
        return _decided(request, release)
    return _page(request, release)


def _decided(request: SignedInRequest, release: Release) -> HttpResponse:
    copy = own_copy(_policy(release))
    try:
        if copy.ours is None:
            take_over_release(by=request.user, release=release)
            messages.success(request, _("The whole release is your draft now; nothing is posted."))
            return redirect("desk-draft")
        if undone := request.POST.get("undo"):
            undo_decision(by=request.user, release=release, key=undone)
            messages.success(request, _("The decision is taken back."))
            return redirect(f"{request.path}#{undone}")
        form = DecisionsForm(request.POST, shown=offers_of(release, copy))
        if not form.is_valid():
            sentence = _("This change is no longer open: look at the page as it is now.")
            return _page(request, release, refusal=Refused("changed", sentence))
        made = decide_offers(by=request.user, release=release, decisions=form.decisions)
    except Refused as refusal:
        return _page(request, release, refusal=refusal)
    if made.decided_at:
        messages.success(request, _("Everything is decided: the draft now follows release %d.") % release.number)
    else:
        messages.success(request, _("Decided. The rest of the release stays open."))
    at = request.POST.get("next") or ""
    return redirect(f"{request.path}#{at}" if at else request.path)


def _page(request: SignedInRequest, release: Release, *, refusal: Refused | None = None) -> HttpResponse:
    policy = _policy(release)
    copy = own_copy(policy)
    take_over = taking_over(copy.draft, release)
    shown = offers_of(release, copy) if copy.ours else []
    asking, clean = [one for one in shown if one.asks], [one for one in shown if one.clean]
    decided = [one for one in shown if one.decision]
    typed = request.POST if refusal else {}
    context = {
        "release": release,
        "copy": copy,
        "take_over": take_over,
        "current": take_over is not None or is_new(release, copy),
        "shown": shown,
        "asking": asking,
        "clean": clean,
        "decided": decided,
        "total": len(asking) + len(clean) + len(decided),
        "refusal": refusal,
        "typed_key": typed.get("one", ""),
        "typed_words": typed.get("words", ""),
    }
    return render(request, "versions/desk/offers.html", context, status=refusal.status if refusal else 200)


def _policy(release: Release) -> Policy | None:
    return Policy.objects.filter(slug=release.policy).first()


@desk(Permission.POST_POLICIES)
@require_http_methods(["GET", "POST"])
def mandatory(request: SignedInRequest) -> HttpResponse:
    """What resellers below must keep: one's own marks with their contracts, and those that come from upstream."""
    policy = get_object_or_404(Policy, slug="aup")
    last = standing_versions(policy).order_by("-effective_at").first()
    placed = template_of(last).placed() if last else {}
    marks = list(MandatoryMark.objects.filter(policy=policy).order_by("key"))
    base = release_followed(policy, last.base_publisher, last.base_number) if last else None
    inherited = mandatory_in(base) if base else {}
    taken = {*inherited, *(mark.key for mark in marks)}
    choices = [(key, f"{one.path} {one.provision.text}"[:_LONGEST]) for key, one in placed.items() if key not in taken]
    form = MandatoryForm(request.POST or None, choices=choices)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            mark_mandatory(by=request.user, policy=policy, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("Marked. It is mandatory from the next version that you post."))
            return redirect("desk-mandatory")
    context = {
        "form": form,
        "last": last,
        "rows": [(mark, placed.get(mark.key)) for mark in marks],
        "inherited": [(placed[key], basis) for key, basis in inherited.items() if key in placed],
        "base": base,
    }
    return render(request, "versions/desk/mandatory.html", context, status=status)


@desk(Permission.POST_POLICIES)
@require_POST
def unmark(request: SignedInRequest, mandatorymark_id: UUID) -> HttpResponse:
    """Takes a mark away from the next version on."""
    unmark_mandatory(by=request.user, mark=get_object_or_404(MandatoryMark, pk=mandatorymark_id))
    messages.success(request, _("The mark is gone from the next version that you post."))
    return redirect("desk-mandatory")
