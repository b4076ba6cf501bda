"""Forms of the portal's own pages: a reseller's settings, and a new reseller."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tenants.people.settings import SETTINGS, zones
from tenants.resellers.models import Reseller, Status


def https_assumed(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """A model field's form field; an address typed without a scheme is taken as https."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class SettingsForm(forms.ModelForm[Reseller]):
    """What a reseller declares about itself; `change_settings` writes it."""

    class Meta:
        model = Reseller
        formfield_callback = https_assumed
        fields = SETTINGS
        widgets = {"accent": forms.ColorInput}
        help_texts = {
            "name": _("As your customers know you; it stands on every page."),
            "legal_name": _("As it stands in the agreement."),
            "abuse_mailbox": _("Where anyone may report a violation; it is shown under every public page."),
            "accent": _("For links and buttons. It is darkened or lightened where text would be hard to read."),
        }

    website = forms.URLField(
        label=_("Website"), assume_scheme="https", help_text=_("Where you tell customers that your AUP is posted.")
    )
    provisioning_url = forms.URLField(
        label=_("Provisioning endpoint"),
        assume_scheme="https",
        required=False,
        help_text=_("Told, with a signature, when a service is put on hold or let go."),
    )
    provisioning_states_url = forms.URLField(
        label=_("Provider's list of states"),
        assume_scheme="https",
        required=False,
        help_text=_("Asked once a day, with a signature, which services run; docs/provisioning.md says how."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Dates on pages and months of credit statements follow it.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["timezone"].choices = [(zone, zone) for zone in zones()]  # type: ignore[attr-defined]  # a choice field
        for field in self.fields.values():
            field.label = capfirst(str(field.label))


class LogoForm(forms.Form):
    """The picture that stands for the reseller."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or WebP of at most 2 MB; it is shown 40 pixels high. A transparent ground is best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )


class NewResellerForm(forms.Form):
    """What the operator must know to make a reseller."""

    name = forms.CharField(label=_("Name"), max_length=120)
    legal_name = forms.CharField(label=_("Legal name"), max_length=200, required=False)
    schema = forms.SlugField(
        label=_("Schema"),
        max_length=31,
        help_text=_("Names its data: 2 to 31 of a-z, 0-9 and _. It cannot be changed later."),
    )
    host = forms.CharField(
        label=_("Host"), max_length=253, help_text=_("Where its pages are served, such as aup.example.com.")
    )
    website = forms.URLField(
        label=_("Website"), assume_scheme="https", help_text=_("Where it tells customers that its AUP is posted.")
    )
    upstream = forms.ModelChoiceField(
        label=_("Buys from"),
        queryset=Reseller.objects.none(),
        required=False,
        empty_label=_("Nobody: this is the vendor"),
        help_text=_("Whose AUP it takes over."),
    )
    admin = forms.EmailField(label=_("First administrator"), help_text=_("Gets a mail with a link to sign in."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        upstream = self.fields["upstream"]
        upstream.queryset = Reseller.objects.filter(status=Status.ACTIVE).order_by("name")  # type: ignore[attr-defined]  # a model field
