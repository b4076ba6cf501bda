"""What is asked of whoever seals, holds, opens, reports or removes evidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.reports.fields import UtcField


class AuthorityForm(forms.Form):
    """Which authority was told, and how it calls the matter."""

    authority = forms.CharField(
        label=_("Authority"), max_length=200, help_text=_("Its name, as it stands on its own website.")
    )
    reference = forms.CharField(
        label=_("Its number"), max_length=200, help_text=_("Under which the authority knows the report.")
    )
    reported_at = UtcField(label=_("When was it told?"), help_text=_("Date and time in UTC."))
