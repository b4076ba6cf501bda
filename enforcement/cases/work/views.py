"""Pages of work on a case: taking and giving it, priority, notes, templates, merging and splitting."""

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enforcement.cases.actions import (
    assign_case,
    merge_case,
    prioritise_case,
    remove_template,
    save_template,
    split_case,
    write_note,
    write_to_customer,
    write_to_reporters,
)
from enforcement.cases.blanks import filled
from enforcement.cases.models import Case, Note, NoteKind, Priority, ReplyTemplate
from enforcement.cases.work.forms import (
    AssignForm,
    MergeForm,
    NoteForm,
    PriorityForm,
    ReporterNoteForm,
    SplitForm,
    TemplateForm,
)
from policies.documents.model.categories import CATEGORIES
from tenants.customers.models import Membership
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused

MOST_TEMPLATES: Final = 200
NOTE_FIELDS: Final = {"words": "words", "reports": "reports", "names_customer": "words"}
TEMPLATE_FIELDS: Final = {"title": "title", "title_taken": "title", "words": "words", "blank": "words"}
SPLIT_FIELDS: Final = {"reports": "reports", "category": "category", "summary": "summary"}


def _case(case_id: uuid.UUID) -> Case:
    return get_object_or_404(Case.objects.select_related("customer", "service"), pk=case_id)


@desk(assign_case)
@require_POST
def take(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Gives the case to whoever asks."""
    assign_case(by=request.user, case=_case(case_id), to=request.user)
    messages.success(request, _("The case is yours."))
    return redirect("desk-case", case_id=case_id)


@desk(assign_case)
@require_POST
def assign(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Gives the case to somebody, or to nobody."""
    form = AssignForm(request.POST)
    if not form.is_valid():
        raise Refused("cannot_work", _("Choose somebody who may work on cases."), status=422)
    case = assign_case(by=request.user, case=_case(case_id), to=form.cleaned_data["to"])
    to = case.assignee
    messages.success(request, _("%s works on the case now.") % to if to else _("Nobody works on the case now."))
    return redirect("desk-case", case_id=case_id)


@desk(prioritise_case)
@require_POST
def prioritise(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Sets how soon, or lets it follow kind and reports."""
    form = PriorityForm(request.POST)
    if not form.is_valid():
        raise Refused("priority", _("Choose one of the priorities."), status=422)
    said = form.cleaned_data["priority"]
    case = prioritise_case(by=request.user, case=_case(case_id), priority=Priority(said) if said else None)
    messages.success(request, _("The priority is “%s”.") % case.get_priority_display())
    return redirect("desk-case", case_id=case_id)


@desk(write_note)
@require_http_methods(["GET", "POST"])
def note(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """For colleagues alone."""
    case = _case(case_id)
    form = NoteForm(_posted(request), initial=_from_template(request, case, NoteKind.INTERNAL))
    readers = [_("Colleagues who may see cases. Neither the customer nor a reporter ever reads it.")]
    return _note_page(
        request, case, form, NoteKind.INTERNAL, readers, lambda said: write_note(by=request.user, case=case, **said)
    )


@desk(write_to_reporters)
@require_http_methods(["GET", "POST"])
def note_to_reporters(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """For those who reported."""
    case = _case(case_id)
    form = ReporterNoteForm(_posted(request), case=case, initial=_from_template(request, case, NoteKind.REPORTER))
    readers = [_("Whoever sent the reports that you tick, on the page that follows their report.")]
    readers.append(_("They are outside the company and never learn who the customer is."))
    return _note_page(
        request,
        case,
        form,
        NoteKind.REPORTER,
        readers,
        lambda said: write_to_reporters(by=request.user, case=case, **said),
    )


@desk(write_to_customer)
@require_http_methods(["GET", "POST"])
def note_to_customer(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """For the customer's representatives."""
    case = _case(case_id)
    form = NoteForm(_posted(request), initial=_from_template(request, case, NoteKind.CUSTOMER))
    told = Membership.objects.filter(customer=case.customer, until=None, capacity="representative")
    names = ", ".join(str(one.user) for one in told.select_related("user").order_by("user__name")[:20])
    readers = [_("%(customer)s: %(names)s.") % {"customer": case.customer, "names": names or _("nobody represents it")}]
    readers.append(_("It is a notice in their portal, and a mail."))
    return _note_page(
        request,
        case,
        form,
        NoteKind.CUSTOMER,
        readers,
        lambda said: write_to_customer(by=request.user, case=case, **said),
    )


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _note_page(
    request: SignedInRequest,
    case: Case,
    form: Form,
    kind: NoteKind,
    readers: list[str],
    act: Callable[[dict[str, Any]], Note],
) -> HttpResponse:
    """Asks for the words, shows them once more with who will read them, and keeps the note."""
    context = {
        "case": case,
        "kind": kind.value,
        "readers": readers,
        "templates": ReplyTemplate.objects.filter(kind=kind).order_by("title")[:MOST_TEMPLATES],
        "cancel_url": reverse("desk-case", args=[case.pk]),
    }
    if request.method == "POST" and "confirmed" not in request.POST and form.is_valid():
        return render(request, "cases/work/note_confirm.html", {**context, "form": form})
    return answer(
        request,
        form,
        act,
        template="cases/work/note.html",
        then=lambda _made: redirect(f"{reverse('desk-case', args=[case.pk])}#notes"),
        done=_("The note is kept."),
        fields=NOTE_FIELDS,
        context=context,
    )


def _from_template(request: SignedInRequest, case: Case, kind: NoteKind) -> dict[str, Any]:
    """Returns the words of the template that is asked for (`?template=…`), with its blanks filled."""
    try:
        wanted = uuid.UUID(request.GET.get("template", ""))
    except ValueError:
        return {}
    found = ReplyTemplate.objects.filter(pk=wanted, kind=kind).first()
    if found is None:
        return {}
    values = {
        "company": request.tenant.name,
        "case": str(case),
        "conduct": _(CATEGORIES[case.category].title),
        "officer": str(request.user),
    }
    if kind != NoteKind.REPORTER:
        values |= {"customer": case.customer.name, "service": case.service.reference}
    return {"words": filled(found.words, values)}


@desk(merge_case)
@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Says what merging does, and asks into which case."""
    case = _case(case_id)
    consequences = [
        _("%s is closed, and its reports go into the other case, where the work goes on.") % case,
        _("Determinations, measures and appeals stay where they were made; each case names the other."),
        _("Notes are shown in both. A determination that waits for approval in it never takes effect."),
        _("It cannot be undone; reports can be split off again."),
    ]
    return answer(
        request,
        MergeForm(_posted(request), case=case),
        lambda said: merge_case(by=request.user, case=case, into=said["into"]),
        template="cases/work/form.html",
        then=lambda kept: redirect("desk-case", case_id=kept.pk),
        done=lambda kept: _("%(case)s was merged into %(other)s.") % {"case": case, "other": kept},
        fields="into",
        context={
            "case": case,
            "title": _("Merge %s into another case") % case,
            "submit": _("Merge the cases"),
            "consequences": consequences,
            "cancel_url": reverse("desk-case", args=[case.pk]),
        },
    )


@desk(split_case)
@require_http_methods(["GET", "POST"])
def split(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Says what splitting does, and asks for the reports."""
    case = _case(case_id)
    consequences = [
        _("A new case about the same service is opened with the reports that you tick."),
        _("They leave this case, but notes that their reporters read stay with them; each case names the other."),
        _("What was determined in this case stays."),
    ]
    return answer(
        request,
        SplitForm(_posted(request), case=case, initial={"category": case.category}),
        lambda said: split_case(by=request.user, case=case, **said),
        template="cases/work/form.html",
        then=lambda made: redirect("desk-case", case_id=made.pk),
        done=lambda made: _("The case %s is open.") % made,
        fields=SPLIT_FIELDS,
        context={
            "case": case,
            "title": _("Split %s") % case,
            "submit": _("Open the new case"),
            "consequences": consequences,
            "cancel_url": reverse("desk-case", args=[case.pk]),
        },
    )


@desk(Permission.SEE_CASES)
@require_safe
def templates(request: SignedInRequest) -> HttpResponse:
    """Every reply template."""
    rows = ReplyTemplate.objects.order_by("kind", "title")[:MOST_TEMPLATES]
    context = {"templates": rows, "may_work": may(request.user, save_template)}
    return render(request, "cases/work/templates.html", context)


@desk(save_template)
@require_http_methods(["GET", "POST"])
def new_template(request: SignedInRequest) -> HttpResponse:
    """One more."""
    return _template_page(request, None)


@desk(save_template)
@require_http_methods(["GET", "POST"])
def template(request: SignedInRequest, replytemplate_id: uuid.UUID) -> HttpResponse:
    """Changes one."""
    return _template_page(request, get_object_or_404(ReplyTemplate, pk=replytemplate_id))


def _template_page(request: SignedInRequest, found: ReplyTemplate | None) -> HttpResponse:
    initial = {"title": found.title, "kind": found.kind, "words": found.words} if found else {}
    return answer(
        request,
        TemplateForm(_posted(request), initial=initial),
        lambda said: save_template(by=request.user, template=found, **said | {"kind": NoteKind(said["kind"])}),
        template="cases/work/form.html",
        then=lambda _made: redirect("desk-reply-templates"),
        done=_("The template is kept."),
        fields=TEMPLATE_FIELDS,
        context={
            "title": _("Change the template") if found else _("Add a template"),
            "submit": _("Keep the template"),
            "cancel_url": reverse("desk-reply-templates"),
        },
    )


@desk(remove_template)
@require_POST
def end_template(request: SignedInRequest, replytemplate_id: uuid.UUID) -> HttpResponse:
    """Removes one."""
    remove_template(by=request.user, template=get_object_or_404(ReplyTemplate, pk=replytemplate_id))
    messages.success(request, _("The template is gone."))
    return redirect("desk-reply-templates")
