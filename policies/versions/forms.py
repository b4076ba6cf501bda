"""Forms of the desk's pages about policies."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents import Kind
from policies.documents.reading.formats import megabytes
from policies.versions.actions import Decision
from policies.versions.models import Choice, PolicyVersion, Significance
from policies.versions.offers import Shown
from policies.versions.searching import LONGEST

KINDS = {
    Kind.HEADING: gettext_lazy("Heading"),
    Kind.DEFINITION: gettext_lazy("Definition"),
    Kind.INCORPORATION: gettext_lazy("Incorporation in the agreement"),
    Kind.AMENDMENT: gettext_lazy("Amendment"),
    Kind.DISCLAIMER: gettext_lazy("Disclaimer"),
    Kind.REMEDY: gettext_lazy("Remedy"),
    Kind.REPORTING: gettext_lazy("Reporting of violations"),
    Kind.PROHIBITION: gettext_lazy("Prohibition"),
    Kind.OBLIGATION: gettext_lazy("Obligation"),
    Kind.RESPONSIBILITY: gettext_lazy("Responsibility"),
}
#: What stands for "under no other provision" in a choice.
TOP = "-"


class RevisionForm(forms.Form):
    """A form that says which revision of the draft its writer saw."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ImportForm(RevisionForm):
    """The file of a policy."""

    file = forms.FileField(
        label=gettext_lazy("Policy file"),
        help_text=gettext_lazy("Text (.txt), Markdown (.md), a web page (.html), Word (.docx) or PDF; text in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".txt,.text,.md,.markdown,.html,.htm,.docx,.pdf"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuses what is too large before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            sentence = _("The file is larger than %s: save it without pictures and import that.")
            raise forms.ValidationError(sentence % megabytes(settings.UPLOAD_LIMIT))
        return file


class CompareForm(forms.Form):
    """Two versions and how to show them; its fields stand in the address."""

    view = forms.ChoiceField(
        label=gettext_lazy("Shown"),
        choices=[("inline", gettext_lazy("In one column")), ("side", gettext_lazy("Side by side"))],
        required=False,
    )

    def __init__(self, *args: Any, posted: Iterable[PolicyVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(one.number, _("Version %d") % one.number) for one in posted]
        for name, label, index in (("from", _("From"), -2), ("to", _("To"), -1)):
            last = numbers[index][0] if len(numbers) > 1 else None
            self.fields[name] = forms.TypedChoiceField(label=label, choices=numbers, coerce=int, initial=last)
        self.order_fields(["from", "to", "view"])

    def address(self) -> str:
        """Where the comparison stands."""
        chosen = self.cleaned_data
        address = reverse("changes", kwargs={"old": chosen["from"], "new": chosen["to"]})
        return f"{address}?view=side" if chosen["view"] == "side" else address


class SearchForm(forms.Form):
    """What is searched for."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": gettext_lazy("Search for fewer words.")},
    )


class PostForm(forms.Form):
    """What goes into the notice, how much it changes, and when it takes effect."""

    summary = forms.CharField(
        label=gettext_lazy("What changes"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences; they stand in every notice."),
    )
    significance = forms.ChoiceField(
        label=gettext_lazy("Significance"),
        choices=Significance.choices,
        widget=forms.RadioSelect,
        initial=Significance.MATERIAL,
    )
    at = forms.DateTimeField(
        label=gettext_lazy("Takes effect"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("UTC. Left empty, it takes effect at the moment it is posted."),
    )
    notify = forms.BooleanField(
        label=gettext_lazy("Mail an editorial version too"),
        required=False,
        help_text=gettext_lazy("A material version is always mailed; an editorial one stands in inboxes only."),
    )
    confirmed = forms.BooleanField(label=gettext_lazy("I have read what will happen"))


class PostponeForm(forms.Form):
    """Until when a scheduled version is put off, and why."""

    to = forms.DateTimeField(
        label=gettext_lazy("Takes effect"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("UTC, later than now scheduled."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands in the notice to your customers."),
    )


class MandatoryForm(forms.Form):
    """A posted provision that resellers below must keep, and the contract that says so."""

    basis = forms.CharField(
        label=gettext_lazy("Contractual basis"),
        max_length=500,
        help_text=gettext_lazy("The contract and clause, such as “Reseller agreement, clause 7.2”; resellers see it."),
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"] = forms.ChoiceField(label=_("Provision"), choices=list(choices))
        self.order_fields(["key", "basis"])


class DecisionsForm(RevisionForm):
    """What was decided about offered changes: those ticked are taken over, or one button decided about one change."""

    def __init__(self, *args: Any, shown: Iterable[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = [one for one in shown if one.clean or one.asks]
        keys = [(one.key, one.label) for one in self.shown]
        self.fields["take"] = forms.MultipleChoiceField(choices=keys, required=False)
        self.fields["one"] = forms.ChoiceField(choices=[("", ""), *keys], required=False)
        self.fields["choice"] = forms.ChoiceField(choices=[("", ""), *Choice.choices], required=False)
        self.fields["words"] = forms.CharField(required=False)

    @property
    def decisions(self) -> list[Decision]:
        """Each decision with what its maker saw of one's own words."""
        given = self.cleaned_data
        if given["one"]:
            choice = Choice(given["choice"] or Choice.KEPT)
            return [Decision(given["one"], choice, given["words"], self._seen(given["one"]))]
        return [Decision(key, Choice.TAKEN, seen=self._seen(key)) for key in given["take"]]

    def _seen(self, key: str) -> str | None:
        return self.data.get(f"seen_{key}")
