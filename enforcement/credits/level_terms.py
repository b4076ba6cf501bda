"""Reads what a service level agrees from a version's row or from what a form or a request says."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from enforcement.credits.models import LevelVersion
from enforcement.credits.terms import Cause, Hours, Measured, Nonsense, Rounding, Terms, Tier

FIELDS: Final = tuple(one.name for one in dataclasses.fields(Terms))
_TIME: Final = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])", re.ASCII)


def terms_of(version: LevelVersion) -> Terms:
    """Returns the terms of a version as the rules take them."""
    return read_terms({name: getattr(version, name) for name in FIELDS})


def read_terms(said: Mapping[str, Any]) -> Terms:
    """Returns the terms; what is not said is as `Terms` has it. Raises Nonsense, which names the field to mend."""
    read = {name: value for name, value in said.items() if name in FIELDS}
    read["tiers"] = tuple(_tier(one) for one in said.get("tiers", ()))
    read["hours"] = tuple(_hours(one) for one in said.get("hours", ()))
    read["clauses"] = _clauses(said.get("clauses", {}))
    read["measured"] = _choice(Measured, "measured", said.get("measured", Measured.MONTH))
    read["rounding"] = _choice(Rounding, "rounding", said.get("rounding", Rounding.EXACT))
    for name in ("cap_percent", "cap_amount", "smallest_credit"):
        read[name] = _number(name, said.get(name))
    return Terms(**read)


def _tier(said: Sequence[Any]) -> Tier:
    numbers = [_number("tiers", one) for one in said]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:  # noqa: PLR2004 - a pair
        raise Nonsense("tiers", f"no tier: {said}")
    return Tier(numbers[0], numbers[1])


def _number(field: str, said: Any) -> Decimal | None:
    if said is None:
        return None
    try:
        number = Decimal(str(said))
    except InvalidOperation as error:
        raise Nonsense(field, f"no number: {said}") from error
    if not number.is_finite():
        raise Nonsense(field, f"no number: {said}")
    return number


def _hours(said: Sequence[Any]) -> Hours:
    try:
        weekday, start, end = said
        return Hours(int(weekday), _minutes(start), _minutes(end))
    except (ValueError, TypeError) as error:
        raise Nonsense("hours", f"no service hours: {said}") from error


def _minutes(said: Any) -> int:
    found = _TIME.fullmatch(str(said))
    if found is None:
        raise Nonsense("hours", f"no time of day: {said}")
    return int(found[1]) * 60 + int(found[2])


def _clauses(said: Mapping[str, Any]) -> dict[Cause, str]:
    return {_choice(Cause, "clauses", cause): str(clause).strip() for cause, clause in said.items()}


def _choice(kind: type[Any], field: str, said: Any) -> Any:
    try:
        return kind(said)
    except ValueError as error:
        raise Nonsense(field, f"no choice: {said}") from error
