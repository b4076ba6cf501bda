"""The forms through which a report comes in, and the one that completes it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from enforcement.reports.evidence import Received, check_sizes
from enforcement.reports.fields import FilesField, UtcField
from enforcement.reports.inbox.rules import BY_HAND
from policies.documents.model.categories import CATEGORIES

#: The field that a refusal of the intake belongs to.
FIELD_OF = {
    "category": "category",
    "target": "target",
    "instant": "started_at",
    "span": "ended_at",
    "in_the_future": "started_at",
    "description": "description",
    "email": "reporter_email",
    "too_many_files": "evidence",
    "file_too_large": "evidence",
    "file_empty": "evidence",
    "evidence_full": "evidence",
    "too_many_bytes": "evidence",
}


def category_choices() -> list[tuple[str, str]]:
    """Returns the kinds of conduct with their titles in the reader's language."""
    return [(category.name, now_(category.title)) for category in CATEGORIES.values()]


def category_question() -> list[tuple[str, str]]:
    """The same for a form that must not answer for the person."""
    return [("", now_("Choose one")), *category_choices()]


class ReportForm(forms.Form):
    """What happened, from which address, when; staff and customers get the same questions."""

    target = forms.CharField(
        label=_("Which address, network, domain or phone number did it come from?"),
        max_length=500,
        help_text=_(
            "For example 192.0.2.7, 2001:db8::/48, shop.example or +31201234567. If it was directed at something of"
            " ours or of a third party, add a comma and “company website”, “company equipment”, “company software” or"
            " “third-party equipment”; write that alone if you do not know where it came from."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    started_at = UtcField(
        label=_("When did it start?"),
        help_text=_("Date and time in UTC. The address may have belonged to somebody else an hour later."),
    )
    ended_at = UtcField(
        label=_("When did it end?"), required=False, help_text=_("In UTC. Leave it empty if it was one moment.")
    )
    category = forms.ChoiceField(label=_("What kind of violation is it?"), choices=category_question)
    description = forms.CharField(
        label=_("What happened?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Log lines, headers of a mail, what you saw. Please leave out passwords."),
    )
    evidence = FilesField(
        label=_("Evidence"),
        required=False,
        help_text=_("At most 5 files of 2 MB each. Staff read them as text; no picture is shown."),
    )


class PublicReportForm(ReportForm):
    """With the reporter, and a field that only machines fill in."""

    reporter_name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    reporter_email = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("We send a link to follow the report, and nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuses in words, since people's browsers fill fields in too."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty and send the report again."))
        return ""


def intake(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Returns the arguments of `receive_report` from a cleaned form."""
    files: list[UploadedFile[Any]] = cleaned["evidence"]
    return {
        "category": cleaned["category"],
        "target": cleaned["target"],
        "started_at": cleaned["started_at"],
        "ended_at": cleaned["ended_at"] or cleaned["started_at"],
        "description": cleaned["description"],
        "files": received_files(files),
    }


def received_files(files: Sequence[UploadedFile[Any]]) -> list[Received]:
    """Uploaded files as the intake takes them. Raises what `check_sizes` raises, before anything is read."""
    check_sizes([(file.name or "", file.size or 0) for file in files])
    return [_received(file) for file in files]


def _received(file: UploadedFile[Any]) -> Received:
    return Received(filename=file.name or "", content_type=file.content_type or "", data=file.read())


class CompleteForm(forms.Form):
    """Why the report is completed; its reporter sees the reason's words."""

    reason = forms.ChoiceField(
        label=_("Why is it completed?"),
        choices=[(reason.value, reason.label) for reason in BY_HAND],
        widget=forms.RadioSelect,
        help_text=_("The reporter sees this reason on the page behind the follow link, and nothing else."),
    )
