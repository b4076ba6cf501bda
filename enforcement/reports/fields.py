"""Form fields that reports, cases and appeals share: instants in UTC, several files at once."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tenants.resellers.instants import NotAnInstant, in_calendar


class UtcInput(forms.DateTimeInput):
    """The browser's own control for date and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(attrs={"step": "1"})

    def format_value(self, value: Any) -> str | None:
        """As the control wants it: in UTC, without a zone; what a person typed goes back as it was."""
        if isinstance(value, dt.datetime):
            moment = value.astimezone(dt.UTC) if value.tzinfo else value
            return moment.replace(tzinfo=None, microsecond=0).isoformat()
        return super().format_value(value)


class UtcField(forms.Field):
    """An instant: UTC unless it names another zone, as `2026-10-29T01:00+01:00` does; aware when cleaned."""

    widget = UtcInput
    default_error_messages = {"invalid": _("Write the date and time like 2026-10-29 13:45, in UTC.")}

    def prepare_value(self, value: Any) -> Any:
        """Kept as it is; the widget writes it."""
        return value

    def to_python(self, value: Any) -> dt.datetime | None:
        """Returns an aware instant in UTC, or None where nothing was written."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            moment: dt.datetime | None = value
        else:
            try:
                moment = parse_datetime(str(value).strip())
            except ValueError:
                moment = None
        if moment is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return in_calendar(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
        except NotAnInstant as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class FilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file checked as a single one would be."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]
