"""Forms of interruptions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.cases.models import Determination
from enforcement.credits.models import Interruption


class CauseForm(forms.Form):
    """Which determined violation caused an interruption."""

    determination = forms.ModelChoiceField(label=_("Determination"), queryset=Determination.objects.none())

    def __init__(self, *args: Any, interruption: Interruption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["determination"]
        assert isinstance(chosen, forms.ModelChoiceField)
        begun = Determination.objects.filter(act_started_at__lte=interruption.starts_at)
        chosen.queryset = begun.select_related("case").order_by("-decided_at")


class WithdrawForm(forms.Form):
    """Why an interruption is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
