"""The one question "why?": a form for pages and serializers for endpoints, whatever is done for that reason."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

LONGEST: Final = 2_000


class ReasonForm(forms.Form):
    """Why it is done; `told` says who reads it."""

    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)

    def __init__(self, *args: Any, told: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = told or _("Kept in the ledger.")


class ReasonSerializer(serializers.Serializer[Any]):
    """Why it is done."""

    reason = serializers.CharField(max_length=LONGEST)


class OptionalReasonSerializer(serializers.Serializer[Any]):
    """Why it is done, for the ledger."""

    reason = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
