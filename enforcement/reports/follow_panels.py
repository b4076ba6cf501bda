"""What rooms above show on the page that follows a report; each appends to the list at start-up."""

from collections.abc import Callable

from enforcement.reports.models import Report
from tenants.people.panels import Panel

#: Each is asked with the report; None shows nothing. The page is public: nothing may tell of any customer.
following: list[Callable[[Report], Panel | None]] = []
