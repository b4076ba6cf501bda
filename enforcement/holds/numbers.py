"""Filters that say how many rows each of their choices would leave."""

from collections.abc import Mapping
from typing import Final, TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django_filters import FilterSet

#: By filter: what each of its choices asks of a row; a filter by a column asks for its value.
Choices = Mapping[str, Mapping[str, Q]]
M = TypeVar("M", bound=Model)
MOST_COUNTED: Final = 10_000


def with_numbers(found: FilterSet, choices: Choices) -> FilterSet:
    """Adds to the choices of these filters how many rows they leave, given what the others ask for; one query each.

    A choice among more than `MOST_COUNTED` rows says no number, so that a long list costs no more than a short one.
    """
    if not found.form.is_valid():
        return found
    for name, asked in choices.items():
        others = {key: value for key, value in found.data.items() if key != name}
        rows = type(found)(others, queryset=found.queryset).qs.order_by("pk")[: MOST_COUNTED + 1]
        columns = {f"of_{place}": Count("pk", filter=condition) for place, condition in enumerate(asked.values())}
        counted = rows.aggregate(every=Count("pk"), **columns)
        if counted["every"] > MOST_COUNTED:
            continue
        numbers = {value: counted[f"of_{place}"] for place, value in enumerate(asked)}
        field = found.form.fields[name]
        labels = [(str(value), label) for value, label in field.choices if str(value) in numbers]
        field.choices = [(value, f"{label} ({numbers[value]})") for value, label in labels]
    return found


def number_of(rows: QuerySet[M]) -> int | None:
    """Returns how many rows there are; None for more than `MOST_COUNTED`."""
    count = rows.order_by("pk")[: MOST_COUNTED + 1].count()
    return count if count <= MOST_COUNTED else None


def by_column(column: str, values: list[str]) -> Mapping[str, Q]:
    """Returns for each value of a column the rows that have it."""
    return {value: Q(**{column: value}) for value in values}
