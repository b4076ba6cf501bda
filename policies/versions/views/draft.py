"""The desk's pages on which a draft is written: its outline, one provision at a time, its title and its variables."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.documents import CATEGORIES, Document, Placed, missing_parts, provision_digest, variables_in
from policies.documents.wire import provision_to_json
from policies.versions import actions
from policies.versions.actions.mandating import altered_in, refusal
from policies.versions.changes import changes_between, counts
from policies.versions.drafting import approval_of, names_of, threads_of
from policies.versions.forms import KINDS, TOP
from policies.versions.models import Draft
from policies.versions.queries import (
    mandatory_in,
    release_followed,
    releases_offered,
    standing_versions,
    template_of,
    the_policy,
)
from policies.versions.views.collisions import answer_autosave, collided, open_draft, placed_in
from policies.versions.writing_forms import PlaceForm, ProvisionForm, SeenForm, TitleForm, ValuesForm
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused


@desk(Permission.EDIT_POLICIES)
@require_POST
def start(request: SignedInRequest) -> HttpResponse:
    """Begins a draft from the version posted last."""
    policy = the_policy()
    if policy is None:
        raise Refused("nothing_posted", _("Nothing is posted yet to begin from: import a text or take a release over."))
    actions.start_draft(by=request.user, policy=policy)
    return redirect("desk-draft")


@desk(Permission.SEE_POLICIES)
@require_safe
def draft(request: SignedInRequest) -> HttpResponse:
    """The draft's outline, what it still lacks, and what can be done with it."""
    kept = open_draft()
    document = Document.from_json(kept.document)
    last = standing_versions(kept.policy).order_by("-effective_at").first()
    threads = [thread for thread in threads_of(kept) if thread.comment.resolved_at is None]
    spoken = [thread.comment.key for thread in threads]
    approval = approval_of(kept)
    base = release_followed(kept.policy, kept.base_publisher, kept.base_number)
    altered, mandatory = altered_in(kept), mandatory_in(base) if base else {}
    taken = kept.take_overs.values_list("number", flat=True)
    context = {
        "draft": kept,
        "document": document,
        "rows": [_row(placed, spoken.count(placed.key), mandatory.get(placed.key, "")) for placed in document.walk()],
        "altered": refusal(altered, base).sentence if altered else "",
        "taking": releases_offered(schema=request.tenant.schema_name).filter(number__in=taken),
        "last": last,
        "counts": counts(changes_between(template_of(last), document)) if last else {},
        "unresolved": [name for name in variables_in(document) if not kept.values.get(name)],
        "missing": [KINDS[kind] for kind in missing_parts(document)],
        "open_threads": len(threads),
        "returned": [thread.comment for thread in threads if thread.comment.returned],
        "approval": approval,
        "names": names_of([approval.approved_by if approval else None, *(one.comment.said_by for one in threads)]),
    }
    return render(request, "versions/desk/draft.html", context)


@desk(Permission.EDIT_POLICIES)
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
        return render(request, "versions/desk/_provision_form.html", context | {"in_outline": True})
    return render(request, "versions/desk/provision.html", context | _beside(kept, placed))


def _save(request: SignedInRequest, kept: Draft, key: str) -> HttpResponse:
    form = ProvisionForm(request.POST, auto_id=_ids(key))
    placed = Document.from_json(kept.document).placed().get(key)
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
        return render(request, "versions/desk/_not_saved.html", context, status=409 if status == 404 else status)  # noqa: PLR2004 - HTTP's own
    if placed is not None:
        context |= _beside(kept, placed)
    return render(request, "versions/desk/provision.html", context, status=status)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new provision and where it stands; `restores` brings one back that somebody took out meanwhile."""
    kept = open_draft()
    document = Document.from_json(kept.document)
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
    return render(request, "versions/desk/add.html", {"draft": kept, "form": form, "place": place}, status=status)


@desk(Permission.EDIT_POLICIES)
@require_POST
def move(request: SignedInRequest, key: str) -> HttpResponse:
    """Moves a provision with all below it."""
    kept = open_draft()
    form = PlaceForm(request.POST, document=Document.from_json(kept.document), moving=key)
    if not form.is_valid():
        raise Refused("malformed", _("Choose below which provision it shall stand."), status=422)
    seen = form.cleaned_data["seen_parent"] or None
    actions.move_provision(by=request.user, draft=kept, key=key, seen_parent=seen, **form.place)
    messages.success(request, _("The provision is moved."))
    return redirect(f"{reverse('desk-draft')}#{key}")


@desk(Permission.EDIT_POLICIES)
@require_POST
def step(request: SignedInRequest, key: str) -> HttpResponse:
    """Moves a provision one step up, down, in or out, with all below it."""
    actions.step_provision(by=request.user, draft=open_draft(), key=key, step=request.POST.get("step", ""))
    return redirect(f"{reverse('desk-draft')}#{key}")


@desk(Permission.EDIT_POLICIES)
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
            return render(request, "versions/desk/delete.html", context | {"changed": True}, status=refusal.status)
        messages.success(request, _("The provision is taken out of the draft."))
        return redirect("desk-draft")
    return render(request, "versions/desk/delete.html", context)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def title(request: SignedInRequest) -> HttpResponse:
    """The policy's title, saved as it is typed or by the button."""
    kept = open_draft()
    now = {"title": Document.from_json(kept.document).title}
    form = TitleForm(request.POST or None, initial={**now, "base": now})
    if form.is_bound and form.is_valid():
        seen = (form.cleaned_data["base"] or {}).get("title")
        try:
            saved = actions.set_title(by=request.user, draft=kept, title=form.cleaned_data["title"], seen=seen)
        except Refused as refusal:
            return _refused(request, "versions/desk/title.html", kept, form, refusal, now)
        base = {"title": Document.from_json(saved.document).title}
        return _saved(request, saved, form, base, _("The title is saved."))
    return _form(request, "versions/desk/title.html", kept, form)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def values(request: SignedInRequest) -> HttpResponse:
    """What the variables of the text stand for at this company (R3), saved as they are typed or by the button."""
    kept = open_draft()
    names = variables_in(Document.from_json(kept.document))
    form = ValuesForm(request.POST or None, names=names, values=kept.values, initial={"base": kept.values})
    if form.is_bound and form.is_valid():
        try:
            saved = actions.set_values(by=request.user, draft=kept, values=form.values, seen=form.cleaned_data["base"])
        except Refused as refusal:
            return _refused(request, "versions/desk/values.html", kept, form, refusal, kept.values)
        return _saved(request, saved, form, saved.values, _("The values are saved."))
    return _form(request, "versions/desk/values.html", kept, form)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest) -> HttpResponse:
    """Says what is lost, and forgets the draft."""
    kept = open_draft()
    if request.method == "POST":
        given = request.POST.get("revision", "")
        actions.discard_draft(by=request.user, draft=kept, revision=int(given) if given.isdecimal() else None)
        messages.success(request, _("The draft is discarded."))
        return redirect("desk-policy")
    return render(request, "versions/desk/discard.html", {"draft": kept})


def _row(placed: Placed, comments: int, mandatory: str) -> dict[str, Any]:
    category = placed.provision.category
    return {
        "placed": placed,
        "kind": KINDS[placed.provision.kind],
        "category": CATEGORIES[category].title if category else "",
        "comments": comments,
        "mandatory": mandatory,
    }


def _beside(kept: Draft, placed: Placed) -> dict[str, Any]:
    """What stands on a provision's page beside its words: where it can go, and what was said about it."""
    threads = [thread for thread in threads_of(kept) if thread.comment.key == placed.key]
    said = [one for thread in threads for one in (thread.comment, *thread.answers)]
    at = placed.parent_key or TOP
    return {
        "place": PlaceForm(
            document=Document.from_json(kept.document),
            moving=placed.key,
            initial={"seen_parent": at, "parent": at, "position": placed.position + 1},
        ),
        "threads": threads,
        "names": names_of(one.said_by for one in said),
    }


def _form(request: SignedInRequest, template: str, kept: Draft, form: SeenForm, status: int = 200) -> HttpResponse:
    """A form of the whole draft; while one types only what is wrong with it."""
    if form.is_bound and status == 200:  # noqa: PLR2004 - HTTP's own
        status = 422
    if request.htmx and form.is_bound:  # type: ignore[attr-defined]  # the middleware's
        template = "versions/desk/_not_saved.html"
    return render(request, template, {"form": form, "draft": kept}, status=status)


def _refused(
    request: SignedInRequest, template: str, kept: Draft, form: SeenForm, refusal: Refused, now: dict[str, Any]
) -> HttpResponse:
    """Shows the refusal, one's own words still in the form; the button then rests on what stands now."""
    form.add_error(None, refusal.sentence)
    if request.htmx:  # type: ignore[attr-defined]  # the middleware's
        context = {"form": form, "draft": kept, "refusal": refusal}
        return render(request, "versions/desk/_not_saved.html", context, status=refusal.status)
    if refusal.code == "changed":
        form.data = {**{name: form.data[name] for name in form.data}, "base": form.fields["base"].prepare_value(now)}
    return _form(request, template, kept, form, refusal.status)


def _saved(request: SignedInRequest, saved: Draft, form: SeenForm, now: dict[str, Any], told: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # the middleware's
        messages.success(request, told)
        return redirect("desk-draft")
    base = form.fields["base"].prepare_value(now)
    context = {"draft": saved, "base": base, "base_id": form["base"].auto_id}
    return render(request, "versions/desk/_saved.html", context)


def _ids(key: str) -> str:
    """Ids of a form's fields that stay apart where several provisions are edited on one page."""
    return f"edit-{key}-%s"
