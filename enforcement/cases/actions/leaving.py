"""What ends when a person is deactivated: the cases given to them wait for somebody else."""

import uuid

from enforcement.cases.models import Case
from tenants.alerts.actions import tell
from tenants.alerts.models import Kind
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User


def unassign_cases_of(user: User, by: uuid.UUID | None) -> None:
    """Gives to nobody every case that a person works on; inside the verb that deactivates them."""
    held = list(Case.objects.select_for_update(of=("self",)).filter(assignee=user).order_by("pk"))
    at = clock.now()
    for case in held:
        Case.objects.filter(pk=case.pk).update(assignee=None, assigned_at=None, assigned_by=None)
        record(verb="case.assigned", at=at, by=by, subject=case, facts={"number": case.number, "to": None})
    if held:
        tell(Kind.ASSIGNED, Kind.UNTAKEN, Kind.OVERDUE)
