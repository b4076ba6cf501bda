"""The desk's pages on which the draft is put into other languages, beside the governing words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policies.documents import Document
from policies.documents.comparing.redline import redline
from policies.documents.model.codec import document_from_json
from policies.documents.model.editions import EditionRow, Rendering, rows
from policies.drafts import actions
from policies.drafts.forms.editions import AddEditionForm, GoverningForm, WordsForm
from policies.drafts.forms.posting import ImportForm
from policies.drafts.models import PreparedEdition
from policies.drafts.queries import words_of
from policies.drafts.views.collisions import open_draft
from policies.versions.languages import direction, language_name
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused


@desk(Permission.SEE_POLICIES, post=actions.add_edition)
@require_http_methods(["GET", "POST"])
def editions(request: SignedInRequest) -> HttpResponse:
    """Which language governs, the editions in preparation and what each still lacks; POST adds one."""
    kept = open_draft()
    governing = document_from_json(kept.document)
    prepared = [(edition, _open(governing, edition)) for edition in kept.editions.order_by("language")]
    return answer(
        request,
        AddEditionForm(request.POST if request.method == "POST" else None),
        lambda said: actions.add_edition(by=request.user, draft=kept, language=said["language"]),
        template="drafts/desk/editions.html",
        then=lambda edition: redirect("desk-edition", preparededition_id=edition.pk),
        fields="language",
        context={
            "draft": kept,
            "governing": governing.language,
            "governing_form": GoverningForm(initial={"language": governing.language}, auto_id="governing_%s"),
            "prepared": [(edition, len(left)) for edition, left in prepared],
            "may_edit": may(request.user, actions.add_edition),
        },
    )


@desk(actions.set_language)
@require_POST
def governing(request: SignedInRequest) -> HttpResponse:
    """Says which language the draft's own words are in."""
    form = GoverningForm(request.POST)
    if not form.is_valid():
        raise Refused("no_language", _("Choose the language of the governing words."), status=422)
    actions.set_language(by=request.user, draft=open_draft(), language=form.cleaned_data["language"])
    messages.success(request, _("The governing language is set."))
    return redirect("desk-editions")


@desk(Permission.SEE_POLICIES, post=actions.word_edition)
@require_http_methods(["GET", "POST"])
def edition(request: SignedInRequest, preparededition_id: UUID) -> HttpResponse:
    """Every provision in both languages, saved as it is typed or by its button; `?show=open` leaves out the rest."""
    found = _prepared(preparededition_id)
    if request.method == "POST":
        return _word(request, found)
    return _shown(request, found)


@desk(actions.import_edition)
@require_http_methods(["GET", "POST"])
def import_file(request: SignedInRequest, preparededition_id: UUID) -> HttpResponse:
    """The words of a translated file that is built like the draft."""
    found = _prepared(preparededition_id)
    posted = request.method == "POST"
    return answer(
        request,
        ImportForm(request.POST if posted else None, request.FILES if posted else None),
        lambda said: actions.import_edition(
            by=request.user, edition=found, data=said["file"].read(), filename=said["file"].name
        ),
        template="drafts/desk/edition_import.html",
        then=lambda made: redirect("desk-edition", preparededition_id=made.pk),
        done=_("The words are taken over. Read them beside the governing ones."),
        fields="file",
        context={"edition": found, "name": language_name(found.language)},
    )


@desk(actions.drop_edition)
@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, preparededition_id: UUID) -> HttpResponse:
    """Says what is lost, and forgets the edition."""
    found = _prepared(preparededition_id)
    name = language_name(found.language)
    if request.method == "POST":
        actions.drop_edition(by=request.user, edition=found)
        messages.success(request, _("The edition in %s is dropped.") % name)
        return redirect("desk-editions")
    return render(request, "drafts/desk/edition_drop.html", {"edition": found, "name": name})


def _prepared(edition_id: UUID) -> PreparedEdition:
    return get_object_or_404(PreparedEdition.objects.select_related("draft__policy"), pk=edition_id)


def _open(document: Document, found: PreparedEdition) -> list[EditionRow]:
    return [row for row in rows(document, words_of(found)) if row.rendering is not Rendering.CURRENT]


def _word(request: SignedInRequest, found: PreparedEdition) -> HttpResponse:
    form = WordsForm(request.POST)
    htmx = request.htmx  # type: ignore[attr-defined]  # the middleware's
    refused = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            found = actions.word_edition(by=request.user, edition=found, **given)
        except Refused as refusal:
            refused = refusal
    else:
        refused = Refused("malformed", _("Open the page again: what was sent is not from it."), status=422)
    key = request.POST.get("key", "")
    if htmx:
        row = next(
            (one for one in rows(document_from_json(found.draft.document), words_of(found)) if one.key == key), None
        )
        context = {"edition": found, "row": row, "refused": refused}
        return render(request, "drafts/desk/_edition_saved.html", context, status=refused.status if refused else 200)
    if refused is not None:
        return _shown(request, found, refused=refused)
    return redirect(f"{reverse('desk-edition', args=[found.pk])}#{key or 'title'}")


def _shown(request: SignedInRequest, found: PreparedEdition, *, refused: Refused | None = None) -> HttpResponse:
    document = document_from_json(found.draft.document)
    everything = list(rows(document, words_of(found)))
    left = [row for row in everything if row.rendering is not Rendering.CURRENT]
    only_open = request.GET.get("show") == "open"
    context: dict[str, Any] = {
        "edition": found,
        "name": language_name(found.language),
        "direction": direction(found.language),
        "governing": language_name(document.language),
        "document": document,
        "rows": [(row, _reworded(row)) for row in (left if only_open else everything)],
        "left": len(left),
        "only_open": only_open,
        "refused": refused,
        "typed": (request.POST.get("key", ""), request.POST.get("text", "")) if refused else None,
        "may_edit": may(request.user, actions.word_edition),
    }
    return render(request, "drafts/desk/edition.html", context, status=refused.status if refused else 200)


def _reworded(row: EditionRow) -> Any:
    """What changed in the governing words since they were put into this language."""
    return redline(row.of, row.governing) if row.rendering is Rendering.OUTDATED else None
