"""The desk's pages of importing: a file becomes the draft, and what its words propose is confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from policies.documents import Imported
from policies.documents.continuity.pairing import Fate
from policies.drafts import actions
from policies.drafts.forms.posting import ImportForm
from policies.drafts.forms.proposals import ProposalsForm
from policies.drafts.models import Draft
from policies.drafts.provision_mapping import pairs_in
from policies.drafts.views.collisions import open_draft
from policies.versions.queries import the_policy
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused

_FATES = {
    Fate.KEPT: gettext_lazy("Kept"),
    Fate.REWORDED: gettext_lazy("Reworded"),
    Fate.SPLIT: gettext_lazy("Split off"),
    Fate.MERGED: gettext_lazy("Merged into another"),
    Fate.NEW: gettext_lazy("New"),
    Fate.GONE: gettext_lazy("Gone"),
    "moved": gettext_lazy("Moved"),
    "doubtful": gettext_lazy("Doubtful"),
}


@desk(actions.import_draft)
@require_http_methods(["GET", "POST"])
def import_file(request: SignedInRequest) -> HttpResponse:
    """A file becomes the draft; what was counted is shown, and what is proposed asks to be confirmed."""
    policy = the_policy()
    draft = Draft.objects.filter(policy=policy).first() if policy else None
    posted = request.method == "POST"

    def shown(made: Draft, imported: Imported) -> HttpResponse:
        doubtful = sum(pair.doubtful for pair in imported.pairs)
        context = {"draft": made, "imported": imported, "doubtful": doubtful, "form": ProposalsForm(draft=made)}
        return render(request, "drafts/desk/proposals.html", context)

    form = ImportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"revision": draft.revision if draft else None},
    )

    def imported(said: dict[str, Any]) -> tuple[Draft, Imported]:
        data, filename = form.brought
        confirmed = request.POST.getlist("confirmed")
        return actions.import_draft(
            by=request.user, data=data, filename=filename, revision=said["revision"], confirmed=confirmed
        )

    return answer(
        request,
        form,
        imported,
        template="drafts/desk/import.html",
        then=lambda both: shown(*both),
        fields={"not_importable": "file"},
        context={"draft": draft, "confirmed": request.POST.getlist("confirmed")},
    )


@desk(actions.confirm_proposals)
@require_http_methods(["GET", "POST"])
def proposals(request: SignedInRequest) -> HttpResponse:
    """Every provision with what its words propose and why, and the variables: one form confirms them all."""
    draft = open_draft()
    form = ProposalsForm(request.POST or None, draft=draft)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.confirm_proposals(
                by=request.user,
                draft=draft,
                provisions=form.changes,
                lists=form.lists,
                below=form.below,
                values=form.values,
                written_out=form.written_out,
                revision=form.cleaned_data["revision"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            if refusal.code == "stale":
                form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, made writable
                form.data["revision"] = refusal.details["revision"]  # type: ignore[index]  # the copy above
            status = refusal.status
        else:
            if draft.to_confirm:
                left = len(draft.unconfirmed)
                sentence = (
                    ngettext("Confirmed. %d provision is left.", "Confirmed. %d provisions are left.", left) % left
                )
                messages.success(request, sentence)
                return redirect("desk-draft-proposals")
            messages.success(request, _("What the provisions do is confirmed."))
            return redirect("desk-draft")
    elif form.is_bound:
        status = 422
    return render(request, "drafts/desk/proposals.html", {"draft": draft, "form": form}, status=status)


@desk(Permission.SEE_POLICIES, post=actions.pair_provision)
@require_http_methods(["GET", "POST"])
def pairs(request: SignedInRequest) -> HttpResponse:
    """What became of each posted provision in the draft, the doubtful ones first; each corrected by hand."""
    draft = open_draft()
    refused = None
    if request.method == "POST":
        try:
            draft, key = actions.pair_provision(
                by=request.user,
                draft=draft,
                key=request.POST.get("key", ""),
                continues=request.POST.get("continues") or None,
            )
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}#{key}")
    found = pairs_in(draft)
    context = {
        "draft": draft,
        "pairs": found,
        "named_figures": [(name, found.figures.get(key, 0)) for key, name in _FATES.items()],
        "editable": may(request.user, actions.pair_provision),
        "refusal": refused,
    }
    return render(request, "drafts/desk/pairs.html", context, status=refused.status if refused else 200)
