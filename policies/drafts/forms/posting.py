"""The forms of importing a file and of posting."""

from base64 import b64decode, b64encode

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents.reading.formats import megabytes
from policies.drafts.forms.writing import RevisionForm
from policies.versions.models import Significance


class ImportForm(RevisionForm):
    """The file of a policy; one whose differences are looked at comes back with the page, as `kept`."""

    kept = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    kept_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("Policy file"),
        required=False,
        help_text=gettext_lazy("Text (.txt), Markdown (.md), a web page (.html), Word (.docx) or PDF; text in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".txt,.text,.md,.markdown,.html,.htm,.docx,.pdf"}),
    )

    def clean_kept(self) -> bytes:
        """The file that the page brings back; refuses what no page of ours wrote."""
        try:
            return b64decode(self.cleaned_data["kept"], validate=True)
        except ValueError:
            raise forms.ValidationError(_("Choose the file again.")) from None

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Refuses what is too large before it is read, and no file at all."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None and not self.cleaned_data.get("kept"):
            raise forms.ValidationError(self.fields["file"].error_messages["required"], code="required")
        if file is not None and (file.size or 0) > settings.UPLOAD_LIMIT:
            sentence = _("The file is larger than %s: save it without pictures and import that.")
            raise forms.ValidationError(sentence % megabytes(settings.UPLOAD_LIMIT))
        return file

    @cached_property
    def brought(self) -> tuple[bytes, str]:
        """The bytes of the file and its name, chosen now or brought back by the page."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return self.cleaned_data["kept"], self.cleaned_data["kept_name"]
        return file.read(), file.name or ""

    @property
    def brings_back(self) -> str:
        """The file as the next page brings it back."""
        return b64encode(self.brought[0]).decode("ascii")


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
