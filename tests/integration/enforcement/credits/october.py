"""October as the story plays it: a violator that is suspended, two neighbours, and a fault that hits all three."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enforcement.appeals.actions import decide_appeal, file_appeal, take_appeal
from enforcement.appeals.models import Outcome
from enforcement.cases.models import Determination
from enforcement.credits.actions import approve_statement, issue_statement
from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.models import CreditStatement
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tests.factories import credits as crediting
from tests.factories import customers, holds, versions

OCTOBER = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2026, 10, 29, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
FAULT = dt.datetime(2026, 10, 7, 3, tzinfo=dt.UTC)


@dataclass
class Played:
    """October as the story plays it, up to the day the month is computed."""

    version: PolicyVersion
    x: Customer
    y: Customer
    z: Customer
    determination: Determination

    def statement(self, customer: Customer) -> CreditStatement:
        return CreditStatement.objects.filter(customer=customer).order_by("-sequence")[0]

    def issue(self, customer: Customer) -> CreditStatement:
        statement = approve_statement(by=crediting.finance(), statement=self.statement(customer))
        return issue_statement(by=crediting.finance(), statement=statement)

    def decide(self, outcome: Outcome, **more: Any) -> None:
        rita = give_roles(by=None, email="rita@acme.example", name="Rita", roles=[Role.APPEAL_REVIEWER])
        person: User = customers.person_of(self.x)
        appeal = file_appeal(by=person, customer=self.x, determination=self.determination, words="It was not us.")
        take_appeal(by=rita, appeal=appeal)
        decide_appeal(by=rita, appeal=appeal, outcome=outcome, reasons="Looked at again.", **more)
        recompute_marked()


def play(set_clock: Callable[[object], None], *, words: Any = None) -> Played:
    """X is suspended from the 29th; faults hit X and Y for 90 minutes and Z for 2,680 seconds."""
    version = versions.posted_policy(words, at=OCTOBER)
    x, y, z = (customers.customer(name) for name in ("Xavier", "Yvonne", "Zoe"))
    set_clock(MIDNIGHT - dt.timedelta(hours=4))
    crediting.level_for(*(customers.service_of(one) for one in (x, y, z)))
    for one, seconds in ((x, 5400), (y, 5400), (z, 2680)):
        crediting.fault(customers.service_of(one), seconds, start=FAULT)
    determination = holds.determination(x, version, act=FAULT)
    holds.suspension(determination, starts_at=MIDNIGHT)
    set_clock(NOVEMBER)
    return Played(version, x, y, z, determination)


def run() -> None:
    """Finance computes the month."""
    crediting.computed()
