"""The desk's pages of a draft as a whole: its outline, its title and its variables."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.documents import CATEGORIES, Placed, missing_parts, variables_in
from policies.documents.model.codec import document_from_json
from policies.drafts import actions
from policies.drafts.forms.writing import SeenForm, TitleForm, ValuesForm
from policies.drafts.mandatory import altered_in, mandatory_for, refusal
from policies.drafts.models import Draft
from policies.drafts.numbering import numbering_of
from policies.drafts.queries import approval_of, names_of, threads_of
from policies.drafts.views.collisions import open_draft
from policies.versions.changes import changes_between, counts
from policies.versions.forms import KINDS
from policies.versions.queries import (
    releases_offered,
    standing_versions,
    template_of,
    the_policy,
)
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused


@desk(actions.start_draft)
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
    document = document_from_json(kept.document)
    last = standing_versions(kept.policy).order_by("-effective_at").first()
    threads = [thread for thread in threads_of(kept) if thread.comment.resolved_at is None]
    spoken = [thread.comment.key for thread in threads]
    approval = approval_of(kept)
    altered, mandatory = altered_in(kept), mandatory_for(kept)
    taken = kept.take_overs.values_list("number", flat=True)
    context = {
        "draft": kept,
        "document": document,
        "rows": [_row(placed, spoken.count(placed.key), mandatory.get(placed.key, "")) for placed in document.walk()],
        "altered": refusal(altered, mandatory).sentence if altered else "",
        "taking": releases_offered(schema=request.tenant.schema_name).filter(number__in=taken),
        "last": last,
        "counts": counts(changes_between(template_of(last), document)) if last else {},
        "unresolved": [name for name in variables_in(document) if not kept.values.get(name)],
        "missing": [KINDS[kind] for kind in missing_parts(document)],
        "numbering": numbering_of(document),
        "open_threads": len(threads),
        "returned": [thread.comment for thread in threads if thread.comment.returned],
        "approval": approval,
        "names": names_of([approval.approved_by if approval else None, *(one.comment.said_by for one in threads)]),
    }
    return render(request, "drafts/desk/draft.html", context)


@desk(actions.set_title)
@require_http_methods(["GET", "POST"])
def title(request: SignedInRequest) -> HttpResponse:
    """The policy's title, saved as it is typed or by the button."""
    kept = open_draft()
    now = {"title": document_from_json(kept.document).title}
    form = TitleForm(request.POST or None, initial={**now, "base": now})
    if form.is_bound and form.is_valid():
        seen = (form.cleaned_data["base"] or {}).get("title")
        try:
            saved = actions.set_title(by=request.user, draft=kept, title=form.cleaned_data["title"], seen=seen)
        except Refused as refusal:
            return _refused(request, "drafts/desk/title.html", kept, form, refusal, now)
        base = {"title": document_from_json(saved.document).title}
        return _saved(request, saved, form, base, _("The title is saved."))
    return _form(request, "drafts/desk/title.html", kept, form)


@desk(actions.set_values)
@require_http_methods(["GET", "POST"])
def values(request: SignedInRequest) -> HttpResponse:
    """What the variables of the text stand for at this company (R3), saved as they are typed or by the button."""
    kept = open_draft()
    names = variables_in(document_from_json(kept.document))
    form = ValuesForm(request.POST or None, names=names, values=kept.values, initial={"base": kept.values})
    if form.is_bound and form.is_valid():
        try:
            saved = actions.set_values(by=request.user, draft=kept, values=form.values, seen=form.cleaned_data["base"])
        except Refused as refusal:
            return _refused(request, "drafts/desk/values.html", kept, form, refusal, kept.values)
        return _saved(request, saved, form, saved.values, _("The values are saved."))
    return _form(request, "drafts/desk/values.html", kept, form)


@desk(actions.discard_draft)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest) -> HttpResponse:
    """Says what is lost, and forgets the draft."""
    kept = open_draft()
    if request.method == "POST":
        given = request.POST.get("revision", "")
        actions.discard_draft(by=request.user, draft=kept, revision=int(given) if given.isdecimal() else None)
        messages.success(request, _("The draft is discarded."))
        return redirect("desk-policy")
    return render(request, "drafts/desk/discard.html", {"draft": kept})


def _row(placed: Placed, comments: int, mandatory: str) -> dict[str, Any]:
    category = placed.provision.category
    return {
        "placed": placed,
        "kind": KINDS[placed.provision.kind],
        "category": CATEGORIES[category].title if category else "",
        "comments": comments,
        "mandatory": mandatory,
    }


def _form(request: SignedInRequest, template: str, kept: Draft, form: SeenForm, status: int = 200) -> HttpResponse:
    """A form of the whole draft; while one types only what is wrong with it."""
    if form.is_bound and status == 200:  # noqa: PLR2004 - HTTP's own
        status = 422
    if request.htmx and form.is_bound:  # type: ignore[attr-defined]  # the middleware's
        template = "drafts/desk/_not_saved.html"
    return render(request, template, {"form": form, "draft": kept}, status=status)


def _refused(
    request: SignedInRequest, template: str, kept: Draft, form: SeenForm, refusal: Refused, now: dict[str, Any]
) -> HttpResponse:
    """Shows the refusal, one's own words still in the form; the button then rests on what stands now."""
    form.add_error(None, refusal.sentence)
    if request.htmx:  # type: ignore[attr-defined]  # the middleware's
        context = {"form": form, "draft": kept, "refusal": refusal}
        return render(request, "drafts/desk/_not_saved.html", context, status=refusal.status)
    if refusal.code == "changed":
        form.data = {**{name: form.data[name] for name in form.data}, "base": form.fields["base"].prepare_value(now)}
    return _form(request, template, kept, form, refusal.status)


def _saved(request: SignedInRequest, saved: Draft, form: SeenForm, now: dict[str, Any], told: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # the middleware's
        messages.success(request, told)
        return redirect("desk-draft")
    base = form.fields["base"].prepare_value(now)
    context = {"draft": saved, "base": base, "base_id": form["base"].auto_id}
    return render(request, "drafts/desk/_saved.html", context)
