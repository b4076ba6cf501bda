"""The desk's pages about following: what upstream offers and what was decided, and what resellers below must keep."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies.documents import Status
from policies.following.actions import (
    decide_offers,
    join_provision,
    split_provision,
    take_over_release,
    undo_decision,
)
from policies.following.forms import DecisionsForm
from policies.following.offers import is_new, offers_of, own_copy, sides_for, taking_over
from policies.versions.models import Counterpart, Policy
from policies.versions.queries import releases_offered
from tenants.people.access import SignedInRequest, desk
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused

_LONGEST = 90


@desk(decide_offers)
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
        if said := _paired(request, release):
            return redirect(f"{request.path}#{said.own}")
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


def _paired(request: SignedInRequest, release: Release) -> Counterpart | None:
    """Joins an own provision with an offered one, or splits them, where the page asked for either."""
    if joined := request.POST.get("join"):
        said = join_provision(by=request.user, release=release, key=joined, own=request.POST.get("own", ""))
        messages.success(request, _("They are one provision now: look how they differ."))
        return said
    if split := request.POST.get("split"):
        said = split_provision(by=request.user, release=release, key=split)
        messages.success(request, _("They are kept apart: theirs is offered beside yours."))
        return said
    return None


def _page(request: SignedInRequest, release: Release, *, refusal: Refused | None = None) -> HttpResponse:
    policy = _policy(release)
    copy = own_copy(policy)
    take_over = taking_over(copy.draft, release)
    sides = sides_for(release, copy, take_over)
    shown = offers_of(release, copy, sides) if copy.ours else []
    identical = [one for one in shown if one.identical]
    same = [one for one in identical if one.offer.status is not Status.ALREADY]
    placed = copy.ours.placed() if copy.ours else {}
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
        "identical": identical,
        "joinable": [one for one in shown if one.joinable],
        "free": [placed[key] for key in sides.free],
        "total": len(asking) + len(clean) + len(same) + len(decided),
        "refusal": refusal,
        "typed_key": typed.get("one", ""),
        "typed_words": typed.get("words", ""),
    }
    return render(request, "following/desk/offers.html", context, status=refusal.status if refusal else 200)


def _policy(release: Release) -> Policy | None:
    return Policy.objects.filter(slug=release.policy).first()
