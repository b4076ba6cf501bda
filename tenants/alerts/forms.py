"""The forms of how one is told, and of the rota."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.alerts.actions.rota import LONGEST_WAIT
from tenants.alerts.models import How, Kind, RotaShift, Weekday
from tenants.alerts.queries import on_rota
from tenants.people.models import User


class PreferenceForm(forms.Form):
    """One question for each kind that a person may be told of."""

    def __init__(self, *args: Any, kept: Mapping[Kind, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, how in kept.items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=How.choices, initial=how, widget=forms.RadioSelect
            )

    def chosen(self) -> dict[Kind, How]:
        """What a valid form says."""
        return {Kind(name): How(said) for name, said in self.cleaned_data.items()}


class ShiftForm(forms.Form):
    """A weekly shift of one person."""

    weekday = forms.TypedChoiceField(label=_("Which day?"), choices=Weekday.choices, coerce=int)
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("A time that is not after the first is one of the next day."),
    )
    user = forms.ModelChoiceField(label=_("Who is told first?"), queryset=User.objects.none())

    def __init__(self, *args: Any, shift: RotaShift | None = None, **kwargs: Any) -> None:
        if shift is not None:
            kwargs["initial"] = {
                "weekday": shift.weekday,
                "starts": shift.starts,
                "ends": shift.ends,
                "user": shift.user_id,
            }
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = on_rota()  # type: ignore[attr-defined]  # a model choice


class WaitForm(forms.Form):
    """How long only who is on the rota is told."""

    minutes = forms.IntegerField(
        label=_("After how many minutes is everybody told?"),
        min_value=0,
        max_value=LONGEST_WAIT,
        help_text=_("Counted from when it arose, unless somebody says that they see to it."),
    )


def by_day(shifts: Iterable[RotaShift]) -> list[tuple[str, list[RotaShift]]]:
    """Returns the table as people read it: each day with its shifts."""
    rows: dict[int, list[RotaShift]] = {day: [] for day in Weekday}
    for shift in shifts:
        rows[shift.weekday].append(shift)
    return [(str(Weekday(day).label), found) for day, found in rows.items()]
