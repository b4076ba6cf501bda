"""The form of how old acts may be."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from enforcement.reports.ages.actions import MOST
from enforcement.reports.ages.queries import days_set
from enforcement.reports.rules import OLDEST_DAYS
from policies.documents.model.categories import CATEGORIES


class OldestForm(forms.Form):
    """Days by kind of conduct; empty: as usual."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = days_set()
        for category in CATEGORIES.values():
            usual = OLDEST_DAYS.get(category.name, OLDEST_DAYS["*"])
            self.fields[category.name] = forms.IntegerField(
                label=_(category.title),
                help_text=_("Usually %d days.") % usual,
                initial=known.get(category.name),
                required=False,
                min_value=1,
                max_value=MOST,
            )

    def days(self) -> dict[str, int]:
        """Returns what is set, by kind of conduct."""
        return {name: days for name, days in self.cleaned_data.items() if days is not None}
