"""The forms of importing a file and of posting."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents.reading.formats import megabytes
from policies.drafts.forms.writing import RevisionForm
from policies.versions.models import Significance


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
