"""What rooms above show on the policy's page on the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policies.versions.models import Policy
from tenants.people.access import SignedInRequest


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: its template, which reads `panel.context`."""

    template: str
    context: dict[str, Any]


#: Each is asked with the request and the policy (None before the first draft); None shows nothing.
panels: list[Callable[[SignedInRequest, Policy | None], Panel | None]] = []
