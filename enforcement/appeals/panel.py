"""What a statement of reasons says of appeals: exactly what filing one would answer."""

import datetime as dt

from enforcement.appeals.models import Appeal, AppealStatus
from enforcement.appeals.queries import deadline, hold_open, may_still_file
from enforcement.appeals.rules import OPEN
from enforcement.holds.models import StatementOfReasons
from tenants.people.panels import Panel


def appeal_panel(statement: StatementOfReasons, at: dt.datetime) -> Panel:
    """Shows the appeal there is, else until when one may be filed, else that the time is over."""
    determination = statement.measure.determination
    assert determination is not None  # an interim suspension rests on none: its statement shows no panel
    heard = [*OPEN, AppealStatus.DECIDED]
    appeals = Appeal.objects.filter(determination=determination, status__in=heard).select_related("decision")
    context = {
        "appeal": appeals.order_by("-filed_at").first(),
        "determination": determination,
        "may_file": may_still_file(determination, at),
        "until": deadline(determination),
        "held": hold_open(determination, at),
    }
    return Panel("appeals/_statement_panel.html", context)
