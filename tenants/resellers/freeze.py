"""Declares rows frozen: the trigger stands in the model, the missing grant follows from it (invariant 1)."""

from collections.abc import Sequence

import pgtrigger
from django.db import models


class Freeze(pgtrigger.ReadOnly):
    """Refuses UPDATE of everything but the named columns; `grants` withholds the privilege as well."""

    def __init__(self, *, mutable: Sequence[str] = ()) -> None:
        self.mutable = tuple(mutable)
        super().__init__(name="frozen", exclude=list(mutable) or None)


def frozen(*, mutable: Sequence[str] = ()) -> list[pgtrigger.Trigger]:
    """Triggers for `Meta.triggers` of a model whose rows never change, but for the `mutable` columns."""
    return [
        Freeze(mutable=mutable),
        pgtrigger.Protect(name="undeletable", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="untruncatable",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
        ),
    ]


def mutable_columns(model: type[models.Model]) -> list[str] | None:
    """The columns the login role may update, or None where the whole row is free."""
    for trigger in getattr(model._meta, "triggers", []):
        if isinstance(trigger, Freeze):
            return [str(getattr(model._meta.get_field(name), "column")) for name in trigger.mutable]  # noqa: B009 - a relation has none
    return None
