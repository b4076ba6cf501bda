"""Filters that say how many rows each of their choices would leave."""

from collections.abc import Mapping

from django.db.models import Count, Q
from django_filters import FilterSet

#: By filter: what each of its choices asks of a row; a filter by a column asks for its value.
Choices = Mapping[str, Mapping[str, Q]]


def with_numbers(found: FilterSet, choices: Choices) -> FilterSet:
    """Adds to the choices of these filters how many rows they leave, given what the others ask for; one query each."""
    if not found.form.is_valid():
        return found
    for name, asked in choices.items():
        others = {key: value for key, value in found.data.items() if key != name}
        rows = type(found)(others, queryset=found.queryset.order_by()).qs
        counted = rows.aggregate(
            **{f"of_{place}": Count("pk", filter=condition) for place, condition in enumerate(asked.values())}
        )
        numbers = dict(zip(asked, counted.values(), strict=True))
        field = found.form.fields[name]
        labels = [(str(value), label) for value, label in field.choices if str(value) in numbers]
        field.choices = [(value, f"{label} ({numbers[value]})") for value, label in labels]
    return found


def by_column(column: str, values: list[str]) -> Mapping[str, Q]:
    """Returns for each value of a column the rows that have it."""
    return {value: Q(**{column: value}) for value in values}
