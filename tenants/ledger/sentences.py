"""Sentences of the verifier: said in English where no settings are, and in the reader's language on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext


def marked(text: str) -> str:
    """Mark a text for translation and return it as it is; Django's own marker asks for settings (import it as `_`)."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A sentence that was `marked`, and the values that stand in it."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return it in English; needs no settings."""
        return self.template.format(**self.values)

    def translated(self) -> str:
        """Return it in the active language."""
        return gettext(self.template).format(**self.values)
