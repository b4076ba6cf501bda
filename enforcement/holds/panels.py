"""What rooms above show in a statement of reasons: whether it may be appealed, and what an appeal made of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enforcement.holds.models import StatementOfReasons


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: its template, which reads `panel.context`."""

    template: str
    context: dict[str, Any]


#: Each is asked with the statement and the instant (UTC) at which the page is shown.
appealing: list[Callable[[StatementOfReasons, dt.datetime], Panel]] = []
