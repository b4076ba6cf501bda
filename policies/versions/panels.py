"""What rooms above show on the policy's page on the desk."""

from collections.abc import Callable

from policies.versions.models import Policy
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel

#: Each is asked with the request and the policy (None before the first draft); None shows nothing.
panels: list[Callable[[SignedInRequest, Policy | None], Panel | None]] = []
