"""What pages show of a statement of reasons, for its customer and for staff alike."""

import datetime as dt
from typing import Any

from enforcement.holds.models import StatementOfReasons


def shown(statement: StatementOfReasons) -> dict[str, Any]:
    """Returns the template's context: the frozen content, and its instants as such."""
    content = statement.content
    found = content["determination"] or {}
    written = {
        "starts_at": content["measure"]["from"],
        "ends_at": content["measure"]["until"],
        "act_from": found.get("act_from"),
        "act_until": found.get("act_until"),
        "was": (content["extension"] or {}).get("was"),
    }
    instants = {name: dt.datetime.fromisoformat(value) if value else None for name, value in written.items()}
    return {"statement": statement, "content": content, "measure": statement.measure, **instants}
