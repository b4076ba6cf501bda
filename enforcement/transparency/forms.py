"""Which period to look at, and how to publish one."""

import contextlib
import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from enforcement.transparency.periods import Period, over_by, period_named, span_named
from enforcement.transparency.rules import FEWEST
from tenants.resellers.refusals import Refused

YEARS_OFFERED = 2


class PeriodForm(forms.Form):
    """A month, half or whole year, or from one day until another."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    starts = forms.DateField(label=_("Or from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(
        label=_("until, not included"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = over_by(today, years=YEARS_OFFERED)
        self.usual = next(one for one in offered if len(one.name) == len("2026-10") and "H" not in one.name)
        choices = {one.name: one.title for one in offered}
        asked = self.data.get("period", "")
        if asked and asked not in choices:
            with contextlib.suppress(Refused):  # the field refuses it as it refuses any other text
                choices = {asked: period_named(asked).title} | choices
        self.fields["period"].choices = [("", now_("Choose one")), *choices.items()]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Both days, the first before the second."""
        said: dict[str, Any] = super().clean() or {}
        starts, ends = said.get("starts"), said.get("ends")
        if bool(starts) != bool(ends):
            raise forms.ValidationError(now_("Give both days, or choose a period."))
        try:
            self.asked = period_named(span_named(starts, ends)) if starts and ends else None
        except Refused as refusal:
            sentence = now_("Give a first day and a later last one, between 1990 and 2099.")
            raise forms.ValidationError(sentence) from refusal
        return said

    @property
    def chosen(self) -> Period:
        """The period asked for; where none is, the last month that is over."""
        if not self.is_valid():
            return self.usual
        if self.asked is not None:
            return self.asked
        named = self.cleaned_data["period"]
        return period_named(named) if named else self.usual


class PublishForm(forms.Form):
    """How a period is published."""

    hide_small = forms.BooleanField(
        label=_("Show “fewer than %d” in place of every smaller number") % FEWEST,
        help_text=_("So that nobody is recognised. Sums that would tell such a number are hidden too."),
        required=False,
        initial=True,
    )
    correction = forms.CharField(
        label=_("What is corrected"),
        help_text=_("Anyone reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if corrects:
            self.fields["correction"].required = True
        else:
            del self.fields["correction"]
