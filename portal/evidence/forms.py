"""Forms of this room: bringing something to be checked, and exporting evidence."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

_LONGEST_HEAD = 4_000


class VerifyForm(forms.Form):
    """A receipt, words or another thing of ours, pasted or as a file."""

    text = forms.CharField(
        label=_("Receipt or document"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Paste the receipt, a tree head, or the text or JSON of a version."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("A receipt (PDF or .jws), a version (PDF, text or JSON), an evidence file, an exported ledger."),
    )

    def clean_file(self) -> bytes:
        """The file's bytes; refuses what is too large to be looked at here."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if not file:
            return b""
        return bytes_of(file)

    def clean(self) -> dict[str, Any]:
        """Asks for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("text", "").strip() or cleaned.get("file", b"").strip()):
            self.add_error("text", _("Paste something to check, or choose a file."))
        return cleaned

    @property
    def brought(self) -> bytes:
        """What is to be checked; a file goes before what was pasted."""
        return bytes(self.cleaned_data["file"] or self.cleaned_data["text"].encode("utf-8", "replace"))


def bytes_of(file: UploadedFile[bytes]) -> bytes:
    """An upload's bytes; raises ValidationError for more than `VERIFY_LIMIT`."""
    if (file.size or 0) > settings.VERIFY_LIMIT:
        sentence = _(
            "This file is larger than %(most)d MB, too large to be checked here: run verify_evidence or verify_ledger"
            " on a machine of your own."
        )
        raise forms.ValidationError(sentence % {"most": settings.VERIFY_LIMIT // 1_000_000})
    return bytes(file.read())


class ExportForm(forms.Form):
    """Whether names go along, and from which tree head kept elsewhere the file shall lead on."""

    names = forms.BooleanField(
        label=_("With the names of people"),
        required=False,
        initial=True,
        help_text=_("In a member of its own. Without it people stay pseudonyms."),
    )
    head = forms.CharField(
        label=_("Tree head kept elsewhere"),
        required=False,
        max_length=_LONGEST_HEAD,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Whoever holds one can then see that nothing before it was changed."),
    )
