"""The form of what strikes count."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now_

from enforcement.cases.strikes.actions import MOST
from enforcement.cases.strikes.models import Suggested
from enforcement.cases.strikes.queries import rules, thresholds, title_of
from policies.documents.model.categories import CATEGORIES

FIELDS = {"weight": "weight_" + next(iter(CATEGORIES)), "threshold": "points_warning"}


class StrikesForm(forms.Form):
    """For each category its weight and days (empty: it counts nothing); for each measure the sum that suggests it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, sums = rules(), {one.suggests: one.points for one in thresholds()}
        number: dict[str, Any] = {"required": False, "min_value": 1, "max_value": MOST}
        for kind in Suggested:
            label = now_("From which sum on is it suggested: %s?") % kind.label
            self.fields[f"points_{kind}"] = forms.IntegerField(label=label, initial=sums.get(kind.value), **number)
        for name in CATEGORIES:
            rule, title = known.get(name), title_of(name)
            self.fields[f"weight_{name}"] = forms.IntegerField(
                label=now_("%s: weight") % title, initial=rule.weight if rule else None, **number
            )
            self.fields[f"days_{name}"] = forms.IntegerField(
                label=now_("%s: days until it expires") % title, initial=rule.days if rule else None, **number
            )

    def clean(self) -> dict[str, Any]:
        """A weight without its days, or the other way round, is no rule; two measures share no sum."""
        said: dict[str, Any] = dict(super().clean() or self.cleaned_data)
        for name in CATEGORIES:
            if (said.get(f"weight_{name}") is None) != (said.get(f"days_{name}") is None):
                self.add_error(f"days_{name}", now_("Give both, or neither."))
        sums = [said[f"points_{kind}"] for kind in Suggested if said.get(f"points_{kind}") is not None]
        if len(sums) != len(set(sums)):
            self.add_error(f"points_{Suggested.WARNING}", now_("Each sum suggests one measure."))
        return said

    def sums_asked(self) -> list[tuple[str, forms.BoundField]]:
        """Returns each measure that a sum may suggest, in words, with its field."""
        return [(str(kind.label), self[f"points_{kind}"]) for kind in Suggested]

    def rules_asked(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Returns each kind of conduct, in words, with the fields of its weight and its days."""
        return [(title_of(name), self[f"weight_{name}"], self[f"days_{name}"]) for name in CATEGORIES]

    def weights(self) -> dict[str, tuple[int, int]]:
        """Returns weight and days by category."""
        said = self.cleaned_data
        return {
            name: (said[f"weight_{name}"], said[f"days_{name}"])
            for name in CATEGORIES
            if said[f"weight_{name}"] is not None
        }

    def sums(self) -> dict[int, Suggested]:
        """Returns the measures by the sum that suggests them."""
        said = self.cleaned_data
        return {said[f"points_{kind}"]: kind for kind in Suggested if said[f"points_{kind}"] is not None}
