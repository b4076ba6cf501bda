"""The desk's page that shows what upstream offers, provision by provision, and takes over what is ticked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies.documents import Status
from policies.versions.actions import take_over_release
from policies.versions.forms import TakeOverForm
from policies.versions.models import Draft, Policy
from policies.versions.offers import is_new, offers_of, own_copy
from policies.versions.queries import releases_offered
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def offers(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    """Both redlines of every offered change, a tick to take it over and room to reword it."""
    release = get_object_or_404(releases_offered(schema=request.tenant.schema_name), pk=release_id)
    policy = Policy.objects.filter(slug=release.policy).first()
    copy = own_copy(policy)
    draft = Draft.objects.filter(policy=policy).first() if policy else None
    shown = [offer for offer in offers_of(release, copy) if offer.offer.status is not Status.ALREADY]
    initial = {"revision": draft.revision if draft else None}
    initial |= {f"take_{offer.key}": offer.offer.status is Status.CLEAN for offer in shown}
    form = TakeOverForm(request.POST or None, offers=[] if copy.ours is None else shown, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            take_over_release(
                by=request.user,
                release=release,
                keys=form.keys,
                rewordings=form.rewordings,
                revision=form.cleaned_data["revision"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("The draft now follows release %d.") % release.number)
            return redirect("desk-draft")
    elif form.is_bound:
        status = 422
    context = {"release": release, "form": form, "copy": copy, "shown": shown, "new": is_new(release, copy)}
    return render(request, "versions/desk/offers.html", context, status=status)
