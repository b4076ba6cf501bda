"""What rooms above add to the inbox; each appends to a list at start-up."""

from collections.abc import Callable, Sequence

from enforcement.reports.models import Report
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel

#: What may be done about reports that wait, one or several. The forms post `report`, the number of each in the page's
#: `acted`, and keep the list's address (`inbox.where`), so that the next report follows.
acts: list[Callable[[SignedInRequest, Sequence[Report]], Panel | None]] = []
#: What has to be known before anything else, such as that it was authorized.
first: list[Callable[[SignedInRequest, Report], Panel | None]] = []
#: What there is to know beside one report: its customer's history, or its cases.
beside: list[Callable[[SignedInRequest, Report], Panel | None]] = []
