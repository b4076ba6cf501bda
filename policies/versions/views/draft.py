"""The desk's pages of the draft: its outline, one provision at a time, its variables, its preview, its review."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.documents import CATEGORIES, Document, Placed, Unresolved, fill, missing_parts, redline, variables_in
from policies.versions import actions
from policies.versions.changes import changes_between, counts
from policies.versions.forms import KINDS, ImportForm, PlaceForm, ProvisionForm, ValuesForm
from policies.versions.models import Draft
from policies.versions.queries import standing_versions, template_of, the_policy
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused

_VERBS = {
    "submit": actions.submit_draft,
    "approve": actions.approve_draft,
    "return": actions.return_draft,
}


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def import_file(request: SignedInRequest) -> HttpResponse:
    """A file becomes the draft, and what was counted is shown."""
    policy = the_policy()
    draft = Draft.objects.filter(policy=policy).first() if policy else None
    initial = {"revision": draft.revision if draft else None}
    form = ImportForm(request.POST or None, request.FILES or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made, imported = actions.import_draft(
                by=request.user, data=file.read(), filename=file.name, revision=form.cleaned_data["revision"]
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
            status = refusal.status
        else:
            context = {"draft": made, "imported": imported, "document": imported.document}
            return render(request, "versions/desk/imported.html", context)
    elif form.is_bound:
        status = 422
    return render(request, "versions/desk/import.html", {"form": form, "draft": draft}, status=status)


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
    kept = _open()
    document = Document.from_json(kept.document)
    last = standing_versions(kept.policy).order_by("-effective_at").first()
    context = {
        "draft": kept,
        "document": document,
        "rows": [(placed, KINDS[placed.provision.kind], _conduct(placed)) for placed in document.walk()],
        "last": last,
        "counts": counts(changes_between(template_of(last), document)) if last else {},
        "unresolved": [name for name in variables_in(document) if not kept.values.get(name)],
        "missing": [KINDS[kind] for kind in missing_parts(document)],
    }
    return render(request, "versions/desk/draft.html", context)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def provision(request: SignedInRequest, key: str) -> HttpResponse:
    """One provision: its words and marks; saved against the revision the writer saw, so that nothing is lost."""
    kept = _open()
    placed = _placed(kept, key)
    initial = {"revision": kept.revision, **ProvisionForm.values_of(placed.provision)}
    form = ProvisionForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"draft": kept, "placed": placed}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_provision(by=request.user, draft=kept, key=key, **form.cleaned_data)
        except Refused as refusal:
            context |= _theirs(refusal, key, form)
            return _refused(request, "versions/desk/provision.html", form, refusal, context)
        messages.success(request, _("Provision %s is saved.") % placed.path)
        return redirect("desk-draft")
    context["place"] = PlaceForm(
        document=Document.from_json(kept.document),
        moving=key,
        initial={"revision": kept.revision, "parent": placed.parent_key or "-", "position": placed.position + 1},
    )
    status = 422 if form.is_bound else 200
    return render(request, "versions/desk/provision.html", context | {"form": form}, status=status)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new provision and where it stands."""
    kept = _open()
    document = Document.from_json(kept.document)
    initial = {"revision": kept.revision, "kind": "prohibition", "parent": request.GET.get("below", "-")}
    form = ProvisionForm(request.POST or None, initial=initial)
    place = PlaceForm(request.POST or None, document=document, initial=initial)
    context = {"draft": kept, "place": place}
    if request.method == "POST" and form.is_valid() and place.is_valid():
        try:
            _draft, key = actions.add_provision(by=request.user, draft=kept, **form.cleaned_data, **place.place)
        except Refused as refusal:
            return _refused(request, "versions/desk/add.html", form, refusal, context)
        messages.success(request, _("The provision is added as “%s”.") % key)
        return redirect("desk-draft")
    status = 422 if form.is_bound else 200
    return render(request, "versions/desk/add.html", context | {"form": form}, status=status)


@desk(Permission.EDIT_POLICIES)
@require_POST
def move(request: SignedInRequest, key: str) -> HttpResponse:
    """Moves a provision with all below it."""
    kept = _open()
    form = PlaceForm(request.POST, document=Document.from_json(kept.document), moving=key)
    if not form.is_valid():
        raise Refused("malformed", _("Choose below which provision it shall stand."), status=422)
    revision = form.cleaned_data["revision"]
    actions.move_provision(by=request.user, draft=kept, key=key, revision=revision, **form.place)
    messages.success(request, _("The provision is moved."))
    return redirect("desk-draft")


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, key: str) -> HttpResponse:
    """Says what goes, and takes the provision out."""
    kept = _open()
    placed = _placed(kept, key)
    if request.method == "POST":
        actions.delete_provision(by=request.user, draft=kept, key=key, revision=_revision(request))
        messages.success(request, _("The provision is taken out of the draft."))
        return redirect("desk-draft")
    return render(request, "versions/desk/delete.html", {"draft": kept, "placed": placed})


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def values(request: SignedInRequest) -> HttpResponse:
    """What the variables of the text stand for at this company (R3)."""
    kept = _open()
    names = variables_in(Document.from_json(kept.document))
    form = ValuesForm(request.POST or None, names=names, values=kept.values, initial={"revision": kept.revision})
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"]
            actions.set_values(by=request.user, draft=kept, values=form.values, revision=revision)
        except Refused as refusal:
            return _refused(request, "versions/desk/values.html", form, refusal, {"draft": kept})
        messages.success(request, _("The values are saved."))
        return redirect("desk-draft")
    status = 422 if form.is_bound else 200
    return render(request, "versions/desk/values.html", {"form": form, "draft": kept}, status=status)


@desk(Permission.SEE_POLICIES)
@require_safe
def preview(request: SignedInRequest) -> HttpResponse:
    """The draft as a reader would see it, and what it changes against the version posted last."""
    kept = _open()
    document = Document.from_json(kept.document)
    last = standing_versions(kept.policy).order_by("-effective_at").first()
    old = template_of(last) if last else None
    try:
        filled = fill(document, kept.values)
    except Unresolved:
        filled = document
    context = {
        "draft": kept,
        "document": filled.to_json(),
        "last": last,
        "changes": changes_between(old, document) if old else [],
    }
    return render(request, "versions/desk/preview.html", context)


@desk(Permission.EDIT_POLICIES)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest) -> HttpResponse:
    """Says what is lost, and forgets the draft."""
    kept = _open()
    if request.method == "POST":
        actions.discard_draft(by=request.user, draft=kept, revision=_revision(request))
        messages.success(request, _("The draft is discarded."))
        return redirect("desk-policy")
    return render(request, "versions/desk/discard.html", {"draft": kept})


@desk(Permission.SEE_POLICIES)
@require_POST
def review(request: SignedInRequest, verb: str) -> HttpResponse:
    """Submits, approves or returns the draft."""
    _VERBS[verb](by=request.user, draft=_open(), revision=_revision(request))
    return redirect("desk-draft")


def _open() -> Draft:
    policy = the_policy()
    kept = Draft.objects.select_related("policy").filter(policy=policy).first() if policy else None
    if kept is None:
        sentence = _("There is no draft. Import a text, take a release over, or begin one from the posted version.")
        raise Refused("no_draft", sentence, status=404)
    return kept


def _placed(kept: Draft, key: str) -> Placed:
    placed = Document.from_json(kept.document).placed().get(key)
    if placed is None:
        sentence = _("The draft has no provision “%s” any more.") % key
        raise Refused("no_provision", sentence, status=404)
    return placed


def _conduct(placed: Placed) -> str:
    category = placed.provision.category
    return CATEGORIES[category].title if category else ""


def _revision(request: HttpRequest) -> int | None:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else None


def _theirs(refusal: Refused, key: str, form: forms.Form) -> dict[str, Any]:
    """Somebody else's words beside one's own, so that nothing is lost; saving again then rests on theirs."""
    if refusal.code != "stale":
        return {}
    now = Document.from_json(refusal.details["document"]).placed().get(key)
    if now is None:
        return {"gone": True}
    form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, of which this makes a writable one
    form.data["revision"] = refusal.details["revision"]  # type: ignore[index]  # the copy above
    return {"theirs": now, "against": redline(now.provision.text, form.cleaned_data["text"])}


def _refused(
    request: HttpRequest, template: str, form: forms.Form, refusal: Refused, context: dict[str, Any]
) -> HttpResponse:
    form.add_error(None, refusal.sentence)
    return render(request, template, context | {"form": form}, status=refusal.status)
