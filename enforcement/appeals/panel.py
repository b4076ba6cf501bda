"""What a statement of reasons says of appeals: exactly what filing one would answer."""

import datetime as dt

from enforcement.appeals.queries import Appealable, deadline, heard, hold_open, may_still_file
from enforcement.cases.models import Determination
from enforcement.holds.models import Measure, StatementOfReasons
from tenants.people.panels import Panel


def appeal_panel(statement: StatementOfReasons, at: dt.datetime) -> Panel:
    """Shows the appeals against the measure and what it rests on, and what may still be appealed until when."""
    measure, determination = statement.measure, statement.measure.determination
    against: list[Measure | Determination] = [measure, determination] if determination else [measure]
    context = {
        "appeals": [found for one in against if (found := heard(one))],
        "open": [
            Appealable(determination, measure if one is measure else None, deadline(one), hold_open(one, at))
            for one in against
            if may_still_file(one, at)
        ],
        "until": deadline(measure),
    }
    return Panel("appeals/_statement_panel.html", context)
