"""The form that records an acknowledgement given on paper."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from policies.acknowledgements.models import Means
from policies.versions.models import PolicyVersion, PostedProvision
from tenants.customers.models import Capacity, Customer, Membership


class PaperForm(forms.Form):
    """What was signed outside the portal, by whom, on which day; and that whoever records it attests it."""

    version = forms.ModelChoiceField(PolicyVersion.objects.none(), label=_("Version that was signed"), empty_label=None)
    membership = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Signed by"),
        required=False,
        empty_label=_("somebody else, named below"),
        help_text=_("Choose who acts for the customer, or leave it and write the name."),
    )
    signer_name = forms.CharField(label=_("Name of the signer"), required=False, max_length=150)
    capacity = forms.ChoiceField(
        label=_("The named signer signed as"),
        choices=Capacity.choices,
        initial=Capacity.REPRESENTATIVE,
        required=False,
        help_text=_("Only a representative’s signature is the customer’s."),
    )
    stated_authority = forms.CharField(
        label=_("Authority the named signer stated"),
        required=False,
        max_length=200,
        help_text=_("Such as: managing director. Of somebody chosen above the authority on record counts."),
    )
    signed_on = forms.DateField(label=_("Day it was signed"), widget=forms.DateInput(attrs={"type": "date"}))
    means = forms.ChoiceField(label=_("How it was given"), choices=Means.choices, initial=Means.SIGNED)
    file = forms.FileField(label=_("The file"), help_text=_("PDF, PNG or JPEG; it is kept with its digest."))
    ticks = forms.MultipleChoiceField(
        label=_("Signed or ticked on their own"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("What you attest"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: signed in my presence; or: came by registered letter from the customer’s address."),
    )

    def __init__(self, *args: Any, customer: Customer, versions: QuerySet[PolicyVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version, membership, ticks = (self.fields[name] for name in ("version", "membership", "ticks"))
        assert isinstance(version, forms.ModelChoiceField)
        assert isinstance(membership, forms.ModelChoiceField)
        assert isinstance(ticks, forms.MultipleChoiceField)
        version.queryset = versions
        membership.queryset = customer.memberships.select_related("user", "customer").order_by("until", "user__name")
        membership.label_from_instance = _person_and_capacity  # type: ignore[assignment, method-assign]  # as Django documents it
        asked = PostedProvision.objects.filter(version__in=versions, acknowledge_separately=True)
        shown = {row.key: row.text for row in asked.order_by("-version__number", "position")}
        if shown:
            ticks.choices = list(shown.items())
        else:
            del self.fields["ticks"]


def _person_and_capacity(membership: Model) -> str:
    assert isinstance(membership, Membership)
    return f"{membership.user.name} ({membership.get_capacity_display()})"
