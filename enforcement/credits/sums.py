"""What is said of what is due, and of what was paid too much before: never nothing in silence."""

from decimal import Decimal

from django.utils.translation import gettext as _

from enforcement.credits.models import StatementIssue
from enforcement.credits.queries import Due
from tenants.customers.currencies import money


def said_of_carried(due: StatementIssue | Due, currency: str) -> str:
    """Returns what is due, and why that is less than is credited where earlier months were paid too much."""
    credited, carried = due.credited, due.carried
    said = {
        "due": money(max(credited - carried, Decimal(0)), currency),
        "carried": money(carried, currency),
        "credited": money(credited, currency),
        "over": money(-credited, currency),
        "currency": currency,
    }
    if credited < 0:
        return (
            _(
                "Nothing is due: %(over)s %(currency)s more than this was paid for the month. It is not asked back, but"
                " taken off the next credits."
            )
            % said
        )
    if carried:
        return (
            _(
                "%(due)s %(currency)s are due: %(credited)s %(currency)s, less %(carried)s %(currency)s that were paid"
                " too much for earlier months."
            )
            % said
        )
    return _("%(due)s %(currency)s are due.") % said
