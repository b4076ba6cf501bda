"""Which statements of a list are meant: those that are ticked, or all that the filter finds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TickedField(forms.MultipleChoiceField):
    """Ids of statements, as many as are sent."""

    def valid_value(self, value: Any) -> bool:
        """Whether it is an id at all; whether there is such a statement, the query says."""
        try:
            forms.UUIDField().clean(value)
        except forms.ValidationError:
            return False
        return True


class TickedForm(forms.Form):
    """The ticked ones, or everything; `sure` once it was read what will happen."""

    statement = TickedField(label=_("Statements"), required=False)
    everything = forms.BooleanField(label=_("All statements of this filter"), required=False)
    sure = forms.BooleanField(required=False)
