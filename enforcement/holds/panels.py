"""What rooms above show in a statement of reasons: whether it may be appealed, and what an appeal made of it."""

import datetime as dt
from collections.abc import Callable

from enforcement.holds.models import StatementOfReasons
from tenants.people.panels import Panel

#: Each is asked with the statement and the instant (UTC) at which the page is shown.
appealing: list[Callable[[StatementOfReasons, dt.datetime], Panel]] = []
