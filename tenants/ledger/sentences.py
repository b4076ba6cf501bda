"""Sentences of the verifier: said in English where no settings are, and in the reader's language on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext


def marked(text: str) -> str:
    """Marks a text for translation; returns it as it is (import it as `_`). Django's own marker asks for settings."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A sentence that was `marked`, and the values that stand in it."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Returns it in English; needs no settings."""
        return self.template.format(**self.values)

    def translated(self) -> str:
        """Returns it in the active language."""
        return gettext(self.template).format(**self.values)
