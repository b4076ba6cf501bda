"""A CSV file as a form or a program sends it: its bytes, never more than a request may bring."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from tenants.resellers.refusals import Refused


def bytes_of(file: UploadedFile[Any]) -> bytes:
    """The file's bytes; raises Refused (413, `too_large`)."""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        sentence = _("The file is larger than %d bytes: split it, or use the command.") % settings.UPLOAD_LIMIT
        raise Refused("too_large", sentence, status=413)
    data: bytes = file.read()
    return data


class CsvField(forms.FileField):
    """A form's CSV file, cleaned to its bytes."""

    widget = forms.FileInput(attrs={"accept": ".csv,text/csv"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The bytes; refuses what is too large to be read in one go."""
        try:
            return bytes_of(super().clean(data, initial))
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class CsvForm(forms.Form):
    """The file to import."""

    file = CsvField(label=gettext_lazy("CSV file"), help_text=gettext_lazy("In UTF-8, as described below."))


class CsvFileSerializer(serializers.Serializer[Any]):
    """A CSV file; with `dry_run` nothing is saved."""

    file = serializers.FileField()
    dry_run = serializers.BooleanField(default=False)
