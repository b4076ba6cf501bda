"""The forms of work on a case: who and how soon, one form for each kind of note, templates, merging, splitting."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.actions.notes import MOST_WORDS
from enforcement.cases.blanks import BLANKS
from enforcement.cases.models import Case, CaseStatus, NoteKind, Priority
from enforcement.reports.forms import category_question
from enforcement.reports.models import Report
from tenants.people.models import User
from tenants.people.permissions import Permission, holders


class AssignForm(forms.Form):
    """Who works on it."""

    to = forms.ModelChoiceField(
        label=_("Assignee"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = holders(Permission.WORK_CASES)  # type: ignore[attr-defined]  # a model choice


class PriorityForm(forms.Form):
    """How soon."""

    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=[("", _("By kind and reports")), *Priority.choices]
    )


class NoteForm(forms.Form):
    """What is to be read; a second look says by whom."""

    words = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 6}), max_length=MOST_WORDS)


class ReporterNoteForm(NoteForm):
    """And whose reporters read it."""

    reports = forms.ModelMultipleChoiceField(
        label=_("Whose reporters read it?"), queryset=Report.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("reports", "words")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].queryset = case.reports.order_by("number")  # type: ignore[attr-defined]  # a model choice


class TemplateForm(forms.Form):
    """A reply template."""

    title = forms.CharField(label=_("Title"), max_length=100)
    kind = forms.ChoiceField(label=_("For which kind of note?"), choices=NoteKind.choices)
    words = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 8}), max_length=MOST_WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ", ".join(f"{{{name}}}" for name in BLANKS)
        self.fields["words"].help_text = _("These blanks are filled in: %s.") % named


class MergeForm(forms.Form):
    """Which case goes on."""

    into = forms.ModelChoiceField(label=_("Into which case?"), queryset=Case.objects.none())

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = Case.objects.filter(~Q(status=CaseStatus.CLOSED), service=case.service_id).exclude(pk=case.pk)
        self.fields["into"].queryset = about.order_by("-opened_at")  # type: ignore[attr-defined]  # a model choice
        self.fields["into"].label_from_instance = lambda one: f"{one}: {one.summary[:80]}"  # type: ignore[attr-defined]  # likewise


class SplitForm(forms.Form):
    """What the new case takes along, and what it is about."""

    reports = forms.ModelMultipleChoiceField(
        label=_("Which reports go into the new case?"),
        queryset=Report.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    category = forms.ChoiceField(label=_("Which kind of conduct?"), choices=category_question)
    summary = forms.CharField(
        label=_("What is it about, in a sentence?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].queryset = case.reports.order_by("number")  # type: ignore[attr-defined]  # a model choice
