"""The desk's pages on which a draft is read, discussed and approved before anybody is bound by it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.documents import Document, Unresolved, digest, fill, variables_in
from policies.documents.model.codec import document_from_json, document_to_json
from policies.documents.model.editions import in_language
from policies.documents.model.terms import with_links
from policies.documents.model.variables import fill_known
from policies.drafts import actions
from policies.drafts.forms.writing import CommentForm, ReturnForm
from policies.drafts.models import Draft, DraftComment, PreparedEdition
from policies.drafts.numbering import numbering_of
from policies.drafts.queries import agreement_terms, approval_of, names_of, terms_of, threads_of, words_of, writers_of
from policies.drafts.views.collisions import open_draft
from policies.versions.changes import changes_between, counts
from policies.versions.editions import Reading, languages_of
from policies.versions.models import Edition, PolicyVersion
from policies.versions.queries import standing_versions, template_of
from tenants.ledger import clock
from tenants.people import form_pages
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may


@desk(Permission.SEE_POLICIES, post=actions.add_comment)
@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest) -> HttpResponse:
    """What the draft changes, what was said about it, and approving or returning it; POST adds a comment."""
    kept = open_draft()
    document = document_from_json(kept.document)
    posted = request.POST if request.method == "POST" else None
    return form_pages.answer(
        request,
        CommentForm(posted, document=document, initial={"key": request.GET.get("at", "")}),
        lambda said: actions.add_comment(by=request.user, draft=kept, **said),
        template="drafts/desk/review.html",
        then=lambda comment: redirect(f"{reverse('desk-draft-review')}#thread-{comment.pk}"),
        done=_("The comment is added."),
        context=_reviewed(request, kept, document),
    )


@desk(actions.submit_draft)
@require_POST
def submit(request: SignedInRequest) -> HttpResponse:
    """Hands the draft to review."""
    actions.submit_draft(by=request.user, draft=open_draft(), revision=_revision(request))
    messages.success(request, _("The draft is in review."))
    return redirect("desk-draft-review")


@desk(actions.approve_draft)
@require_POST
def approve(request: SignedInRequest) -> HttpResponse:
    """Approves exactly the words that were read."""
    actions.approve_draft(by=request.user, draft=open_draft(), revision=_revision(request))
    messages.success(request, _("These words are approved."))
    return redirect("desk-draft-review")


@desk(actions.return_draft)
@require_POST
def send_back(request: SignedInRequest) -> HttpResponse:
    """Returns the draft to its writers with the reason."""
    given = request.POST.get("reason", "")
    actions.return_draft(by=request.user, draft=open_draft(), reason=given, revision=_revision(request))
    messages.success(request, _("The draft is returned to its writers."))
    return redirect("desk-draft-review")


@desk(actions.answer_comment)
@require_POST
def answer(request: SignedInRequest, draftcomment_id: UUID) -> HttpResponse:
    """Answers in a thread."""
    thread = get_object_or_404(DraftComment, pk=draftcomment_id)
    actions.answer_comment(by=request.user, comment=thread, text=request.POST.get("text", ""))
    return redirect(f"{reverse('desk-draft-review')}#thread-{thread.pk}")


@desk(actions.resolve_comment)
@require_POST
def resolve(request: SignedInRequest, draftcomment_id: UUID) -> HttpResponse:
    """Closes a thread."""
    thread = actions.resolve_comment(by=request.user, comment=get_object_or_404(DraftComment, pk=draftcomment_id))
    return redirect(f"{reverse('desk-draft-review')}#thread-{thread.pk}")


@desk(actions.reopen_comment)
@require_POST
def reopen(request: SignedInRequest, draftcomment_id: UUID) -> HttpResponse:
    """Opens a resolved thread again."""
    thread = actions.reopen_comment(by=request.user, comment=get_object_or_404(DraftComment, pk=draftcomment_id))
    return redirect(f"{reverse('desk-draft-review')}#thread-{thread.pk}")


@desk(Permission.SEE_POLICIES)
@require_safe
def terms(request: SignedInRequest) -> HttpResponse:
    """Which capitalised words the draft defines, which the agreements do, and which nobody does (R1)."""
    kept = open_draft()
    places = {placed.key: placed.path for placed in document_from_json(kept.document).walk()}
    rows = [
        {
            "term": found,
            "anchor": _anchor(found.term),
            "path": places.get(found.defined_in, ""),
            "used": [(key, places[key]) for key in found.used_in],
        }
        for found in terms_of(kept)
    ]
    return render(request, "drafts/desk/terms.html", {"draft": kept, "rows": rows})


@desk(Permission.SEE_POLICIES)
@require_safe
def preview(request: SignedInRequest) -> HttpResponse:
    """The draft on the very page on which the public will read it, with a line above that says it is none yet."""
    kept = open_draft()
    document = document_from_json(kept.document)
    try:
        filled = fill(document, kept.values)
    except Unresolved:
        filled = document
    at = clock.now()
    version = PolicyVersion(
        policy=kept.policy,
        number=kept.policy.versions.count() + 1,
        document=document_to_json(filled),
        template=kept.document,
        digest=digest(filled),
        values=kept.values,
        edition_digests=dict.fromkeys(kept.editions.values_list("language", flat=True), ""),
        posted_at=at,
        effective_at=at,
    )
    asked = kept.editions.filter(language=request.GET.get("lang", "")).first()
    reading = Reading(version, _as_posted(version, filled, asked) if asked else None)
    elsewhere = {term: f"{reverse('desk-draft-terms')}#{_anchor(term)}" for term in agreement_terms()}
    context = {
        "version": version,
        "reading": reading,
        "languages": languages_of(version),
        "document": with_links(reading.source.document, reading.document, elsewhere),
        "standing": "preview",
        "unresolved": [name for name in variables_in(document) if not kept.values.get(name)],
    }
    return render(request, "drafts/desk/preview.html", context)


def _as_posted(version: PolicyVersion, governing: Document, prepared: PreparedEdition) -> Edition:
    """A prepared edition with its values in; what is not worded yet stands in the governing words."""
    texts = {key: fill_known(one.text, version.values) for key, one in words_of(prepared).items()}
    words = in_language(governing, prepared.language, texts)
    return Edition(version=version, language=prepared.language, document=document_to_json(words), digest=digest(words))


def _reviewed(request: SignedInRequest, kept: Draft, document: Document) -> dict[str, Any]:
    last = standing_versions(kept.policy).order_by("-effective_at").first()
    old = template_of(last) if last else Document(document.title, document.language, document.variables, ())
    changes = changes_between(old, document)
    threads, writers, approval = threads_of(kept), writers_of(kept), approval_of(kept)
    said = [one for thread in threads for one in (thread.comment, *thread.answers)]
    people = [*writers, approval.approved_by if approval else None, *(one.said_by for one in said)]
    people += [one.resolved_by for one in said]
    return {
        "draft": kept,
        "last": last,
        "changes": changes,
        "counts": counts(changes),
        "numbering": numbering_of(document),
        "open_threads": [thread for thread in threads if thread.comment.resolved_at is None],
        "resolved_threads": [thread for thread in threads if thread.comment.resolved_at is not None],
        "writers": writers,
        "approval": approval,
        "names": names_of(people),
        "four_eyes": request.tenant.four_eyes,
        "wrote": request.user.pseudonym in writers,
        "may_submit": may(request.user, actions.submit_draft),
        "may_approve": may(request.user, actions.approve_draft),
        "may_speak": may(request.user, actions.add_comment),
        "returning": ReturnForm(initial={"revision": kept.revision}, auto_id="return-%s"),
    }


def _anchor(term: str) -> str:
    return "term-" + "-".join(term.casefold().split())


def _revision(request: SignedInRequest) -> int | None:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else None
