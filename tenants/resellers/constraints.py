"""Tells which constraint the database kept, by its name: sentences of the database are for people and change."""

from django.db import IntegrityError


def violated(error: IntegrityError) -> str:
    """Returns the name of the constraint; a trigger names one with `USING CONSTRAINT`. Empty where there is none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
