"""The form that joins reports into a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Case
from enforcement.reports.inbox.forms import TickedForm


class JoinForm(TickedForm):
    """Which reports belong to which case."""

    case = forms.ModelChoiceField(label=_("Case"), queryset=Case.objects.all(), widget=forms.HiddenInput)
