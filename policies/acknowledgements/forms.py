"""Forms of this room: acknowledging, and bringing something to be checked."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from policies.acknowledgements.rules import separate
from policies.documents import Document
from policies.versions.deviating import Bound
from policies.versions.editions import Reading


class AcknowledgeForm(forms.Form):
    """The digest of the words shown, their language, and a tick for each provision that asks for its own (R17)."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    binding_digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    language = forms.CharField(widget=forms.HiddenInput, max_length=20)
    ticks = forms.MultipleChoiceField(
        label=_("These provisions ask for a tick of their own"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, bound: Bound, shown: Document, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["digest"] = reading.version.digest
        self.initial["language"] = reading.language
        self.initial["binding_digest"] = bound.digest
        provisions = separate(shown)
        if provisions:
            ticks = self.fields["ticks"]
            assert isinstance(ticks, forms.MultipleChoiceField)
            ticks.choices = [(provision.key, provision.text) for provision in provisions]
            # The verb refuses a missing tick and names it; to people it is not optional.
            ticks.required = True
        else:
            del self.fields["ticks"]


class VerifyForm(forms.Form):
    """A receipt or a document, pasted or as a file."""

    text = forms.CharField(
        label=_("Receipt or document"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Paste the receipt, or the text or JSON of a version."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("The .jws, .txt or .json file that you downloaded."),
    )

    def clean_file(self) -> str:
        """The file's text; refuses what is too large or no text."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if not file:
            return ""
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("This file is too large to be a receipt or a policy."))
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This file is not text.")) from error

    def clean(self) -> dict[str, Any]:
        """Asks for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("text", "").strip() or cleaned.get("file", "").strip()):
            self.add_error("text", _("Paste something to check, or choose a file."))
        return cleaned

    @property
    def brought(self) -> str:
        """What is to be checked; a file goes before what was pasted."""
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])
