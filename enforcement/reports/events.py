"""What rooms above do with a report as it comes in; each appends to the list at start-up."""

from collections.abc import Callable

from enforcement.reports.models import Report

#: Called in the transaction that takes the report in, once its rows stand.
received: list[Callable[[Report], object]] = []
