"""Forms of the page on which upstream's changes are decided."""

from collections.abc import Iterable
from typing import Any

from django import forms

from policies.drafts.forms.writing import RevisionForm
from policies.following.actions import Decision
from policies.following.models import Choice
from policies.following.offers import Shown


class DecisionsForm(RevisionForm):
    """What was decided about offered changes: those ticked are taken over, or one button decided about one change."""

    def __init__(self, *args: Any, shown: Iterable[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = [one for one in shown if one.clean or one.asks or one.identical]
        keys = [(one.key, one.label) for one in self.shown]
        self.fields["take"] = forms.MultipleChoiceField(choices=keys, required=False)
        self.fields["one"] = forms.ChoiceField(choices=[("", ""), *keys], required=False)
        self.fields["choice"] = forms.ChoiceField(choices=[("", ""), *Choice.choices], required=False)
        self.fields["words"] = forms.CharField(required=False)

    @property
    def decisions(self) -> list[Decision]:
        """Each decision with what its maker saw of one's own words."""
        given = self.cleaned_data
        if given["one"]:
            choice = Choice(given["choice"] or Choice.KEPT)
            return [Decision(given["one"], choice, given["words"], self._seen(given["one"]))]
        return [Decision(key, Choice.TAKEN, seen=self._seen(key)) for key in given["take"]]

    def _seen(self, key: str) -> str | None:
        return self.data.get(f"seen_{key}")
