"""The form that records what an agreement says otherwise than the policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.documents.agreed.deviations import ADDABLE
from policies.documents.model.document import Kind
from policies.versions.forms import KINDS
from policies.versions.models import PolicyVersion
from tenants.customers.forms import DayField
from tenants.customers.models import Agreement, Customer, DeviationEffect

_SHORT = 80


class DeviationForm(forms.Form):
    """Which provision, what was agreed instead, from when, and the signed document."""

    agreement = forms.ModelChoiceField(Agreement.objects.none(), label=_("Agreement"))
    effect = forms.ChoiceField(label=_("What was agreed?"), choices=DeviationEffect.choices, widget=forms.RadioSelect)
    provision = forms.ChoiceField(
        label=_("Provision"),
        required=False,
        help_text=_("The one that is replaced or not applied; for an added one, what it stands below (may be empty)."),
    )
    new_key = forms.SlugField(
        label=_("Key of an added provision"), required=False, max_length=80, help_text=_("Such as: msa-7-spam.")
    )
    kind = forms.ChoiceField(
        label=_("What an added provision does"),
        choices=[(kind.value, KINDS[kind]) for kind in ADDABLE],
        initial=Kind.PROHIBITION.value,
        required=False,
    )
    text = forms.CharField(
        label=_("The agreed words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Leave it empty where the provision is not applied."),
    )
    discretionary = forms.BooleanField(label=_("An added provision leaves the judgement to us"), required=False)
    starts_at = DayField(label=_("From"))
    ends_at = DayField(label=_("Until"), required=False, help_text=_("Leave it empty while it runs on."))
    document = forms.FileField(label=_("The signed document"))

    def __init__(self, *args: Any, customer: Customer, version: PolicyVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements, provision = self.fields["agreement"], self.fields["provision"]
        assert isinstance(agreements, forms.ModelChoiceField)
        assert isinstance(provision, forms.ChoiceField)
        agreements.queryset = customer.agreements.order_by("-starts_at", "number")
        rows = version.provisions.all() if version else []
        provision.choices = [("", "—"), *((one.key, f"{one.number} {one.text}".strip()[:_SHORT]) for one in rows)]

    def clean(self) -> dict[str, Any]:
        """Returns the key that the verb asks for: the chosen provision's, or the new one below it."""
        said: dict[str, Any] = dict(super().clean() or self.cleaned_data)
        chosen, new = said.pop("provision", ""), said.pop("new_key", "")
        adds = said.get("effect") == DeviationEffect.ADDED
        if adds and not new:
            self.add_error("new_key", _("Give the added provision a key of its own."))
        if not adds and not chosen:
            self.add_error("provision", _("Choose the provision."))
        said["kind"] = Kind(said.get("kind") or Kind.PROHIBITION)
        return {**said, "key": new if adds else chosen, "parent_key": chosen if adds else ""}
