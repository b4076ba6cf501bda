"""Forms of acknowledging and declining."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.acknowledgements.actions.declining import LONGEST_REASON
from policies.acknowledgements.rules import separate
from policies.documents import Document
from policies.versions.editions import Reading
from policies.versions.effective_terms import Bound


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


class DeclineForm(forms.Form):
    """The digest of the words shown and, if the person likes, why they decline them."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    binding_digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    language = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    reason = forms.CharField(
        label=_("Why you decline"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The company’s staff reads it. It stays on record."),
    )
