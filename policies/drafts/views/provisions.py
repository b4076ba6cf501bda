"""The desk's pages on which a draft is written, one provision at a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policies.documents import Placed, provision_digest
from policies.documents.model.codec import document_from_json, provision_to_json
from policies.documents.reading.numbering import inline_parts
from policies.drafts import actions
from policies.drafts.forms.writing import PlaceForm, ProvisionForm
from policies.drafts.models import Draft
from policies.drafts.queries import names_of, threads_of
from policies.drafts.views.collisions import answer_autosave, collided, open_draft, placed_in
from policies.versions.forms import TOP
from tenants.people.access import SignedInRequest, desk
from tenants.resellers.refusals import Refused


@desk(actions.edit_provision)
@require_http_methods(["GET", "POST"])
def provision(request: SignedInRequest, key: str) -> HttpResponse:
    """One provision: its words and marks, saved as they are typed or by the button.

    What somebody else wrote in the same provision meanwhile is shown beside one's own, and nothing is lost.
    """
    kept = open_draft()
    if request.method == "POST":
        return _save(request, kept, key)
    placed = placed_in(kept, key)
    values = ProvisionForm.values_of(placed.provision)
    form = ProvisionForm(initial={**values, "base": provision_to_json(placed.provision)}, auto_id=_ids(key))
    context = {"draft": kept, "placed": placed, "key": key, "form": form}
    if request.htmx:  # type: ignore[attr-defined]  # the middleware's
        return render(request, "drafts/desk/_provision_form.html", context | {"in_outline": True})
    return render(request, "drafts/desk/provision.html", context | _beside(kept, placed))


def _save(request: SignedInRequest, kept: Draft, key: str) -> HttpResponse:
    form = ProvisionForm(request.POST, auto_id=_ids(key))
    placed = document_from_json(kept.document).placed().get(key)
    context: dict[str, Any] = {"draft": kept, "placed": placed, "key": key, "form": form}
    if form.is_valid():
        given = dict(form.cleaned_data)
        # Whoever has seen the other's words decides: one's own in their place, or both together.
        if (over := request.POST.get("over")) is not None:
            given |= {"base": None, "seen": over}
        try:
            if (both := request.POST.get("both")) is not None:
                given = collided(kept, key, form.cleaned_data).both(both)
            saved = actions.edit_provision(by=request.user, draft=kept, key=key, **given)
        except Refused as refusal:
            context |= {"refusal": refusal, "collision": collided(kept, key, form.cleaned_data)}
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            if request.htmx:  # type: ignore[attr-defined]  # the middleware's
                return answer_autosave(request, saved, key, form)
            messages.success(request, _("Provision %s is saved.") % placed_in(saved, key).path)
            return redirect(f"{reverse('desk-draft')}#{key}")
    else:
        status = 422
    if request.htmx:  # type: ignore[attr-defined]  # the middleware's
        # Swapped in beside the form, never over it: what is typed meanwhile stays.
        return render(request, "drafts/desk/_not_saved.html", context, status=409 if status == 404 else status)  # noqa: PLR2004 - HTTP's own
    if placed is not None:
        context |= _beside(kept, placed)
    return render(request, "drafts/desk/provision.html", context, status=status)


@desk(actions.add_provision)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new provision and where it stands; `restores` brings one back that somebody took out meanwhile."""
    kept = open_draft()
    document = document_from_json(kept.document)
    initial = {"kind": "prohibition", "parent": request.GET.get("below", TOP)}
    form = ProvisionForm(request.POST or None, initial=initial)
    place = PlaceForm(request.POST or None, document=document, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid() and place.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        try:
            _draft, key = actions.add_provision(
                by=request.user, draft=kept, restores=request.POST.get("restores", ""), **fields, **place.place
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("The provision is added as “%s”.") % key)
            return redirect(f"{reverse('desk-draft')}#{key}")
    elif form.is_bound:
        status = 422
    return render(request, "drafts/desk/add.html", {"draft": kept, "form": form, "place": place}, status=status)


@desk(actions.move_provision)
@require_POST
def move(request: SignedInRequest, key: str) -> HttpResponse:
    """Moves a provision with all below it."""
    kept = open_draft()
    form = PlaceForm(request.POST, document=document_from_json(kept.document), moving=key)
    if not form.is_valid():
        raise Refused("malformed", _("Choose below which provision it shall stand."), status=422)
    seen = form.cleaned_data["seen_parent"] or None
    actions.move_provision(by=request.user, draft=kept, key=key, seen_parent=seen, **form.place)
    messages.success(request, _("The provision is moved."))
    return redirect(f"{reverse('desk-draft')}#{key}")


@desk(actions.step_provision)
@require_POST
def step(request: SignedInRequest, key: str) -> HttpResponse:
    """Moves a provision one step up, down, in or out, with all below it."""
    actions.step_provision(by=request.user, draft=open_draft(), key=key, step=request.POST.get("step", ""))
    return redirect(f"{reverse('desk-draft')}#{key}")


@desk(actions.delete_provision)
@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, key: str) -> HttpResponse:
    """Says what goes, and takes the provision out; words that changed since are shown first."""
    kept = open_draft()
    placed = placed_in(kept, key)
    context: dict[str, Any] = {"draft": kept, "placed": placed, "digest": provision_digest(placed.provision)}
    if request.method == "POST":
        try:
            actions.delete_provision(by=request.user, draft=kept, key=key, seen=request.POST.get("seen") or None)
        except Refused as refusal:
            if refusal.code != "changed":
                raise
            return render(request, "drafts/desk/delete.html", context | {"changed": True}, status=refusal.status)
        messages.success(request, _("The provision is taken out of the draft."))
        return redirect("desk-draft")
    return render(request, "drafts/desk/delete.html", context)


@desk(actions.split_provision)
@require_http_methods(["GET", "POST"])
def split(request: SignedInRequest, key: str) -> HttpResponse:
    """Shows the parts that a sentence counts, and makes a provision of each."""
    kept = open_draft()
    changed = False
    if request.method == "POST":
        try:
            actions.split_provision(by=request.user, draft=kept, key=key, seen=request.POST.get("seen") or None)
        except Refused as refusal:
            if refusal.code != "changed":
                raise
            changed = True
        else:
            messages.success(request, _("Each part is a provision now."))
            return redirect(f"{reverse('desk-draft')}#{key}")
    placed = placed_in(kept, key)
    lead, *parts = inline_parts(placed.provision.text) or (placed.provision.text,)
    context = {"draft": kept, "placed": placed, "lead": lead, "parts": parts, "changed": changed}
    context["digest"] = provision_digest(placed.provision)
    return render(request, "drafts/desk/split.html", context, status=409 if changed else 200)


def _beside(kept: Draft, placed: Placed) -> dict[str, Any]:
    """What stands on a provision's page beside its words: where it can go, and what was said about it."""
    threads = [thread for thread in threads_of(kept) if thread.comment.key == placed.key]
    said = [one for thread in threads for one in (thread.comment, *thread.answers)]
    at = placed.parent_key or TOP
    return {
        "place": PlaceForm(
            document=document_from_json(kept.document),
            moving=placed.key,
            initial={"seen_parent": at, "parent": at, "position": placed.position + 1},
        ),
        "threads": threads,
        "names": names_of(one.said_by for one in said),
    }


def _ids(key: str) -> str:
    """Ids of a form's fields that stay apart where several provisions are edited on one page."""
    return f"edit-{key}-%s"
