"""A part of a page that a room above shows on a page of the room below."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    """Its template, which reads `panel.context`."""

    template: str
    context: dict[str, Any]
