"""An October of one reseller in Amsterdam, small enough to be counted by hand."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from enforcement.appeals.actions import withdraw_appeal
from enforcement.appeals.models import Outcome
from enforcement.cases.allowances.actions import import_usage, open_proposed, set_allowance
from enforcement.cases.allowances.models import CaseProposal, Period
from enforcement.cases.findings.actions import record_finding
from enforcement.cases.findings.models import FindingOutcome
from enforcement.cases.models import Determination
from enforcement.holds.actions import place_hold, propose_measure
from enforcement.holds.models import Ground, HoldReason, MeasureKind
from enforcement.reports.actions import complete_report
from enforcement.reports.following.actions import complain
from enforcement.reports.models import Reason, Report, Source
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.factories import appeals, cases, customers, holds, reports, versions

NOVEMBER = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """An instant of 2026."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)


def another() -> User:
    """A second case officer."""
    return give_roles(by=None, email="other@acme.example", name="Other", roles=[Role.CASE_OFFICER])


@pytest.fixture
def october(acme: Reseller, set_clock: Callable[[object], None]) -> Reseller:
    """Everything happened, and it is the fifth of November. October began at 22:00 UTC and ended at 23:00 UTC."""
    Reseller.objects.filter(schema_name="acme").update(timezone="Europe/Amsterdam")
    acme.refresh_from_db()
    version = versions.posted_policy(at=utc(9, 1))
    set_clock(utc(9, 2))
    xavier, yvonne = (customers.customer(name, email=f"{name}@customer.example") for name in ("Xavier", "Yvonne"))
    place = Place(set_clock, version)
    place.reported(xavier)
    place.observed(yvonne)
    place.metered(xavier)
    place.appealed(yvonne)
    set_clock(NOVEMBER)
    return acme


class Place:
    """Where it happens: a clock to set, and the policy in force."""

    def __init__(self, set_clock: Callable[[object], None], version: PolicyVersion) -> None:
        self.at, self.version = set_clock, version

    def report(self, at: dt.datetime, **said: Any) -> Report:
        """A report received at an instant."""
        self.at(at)
        return reports.report(**said)

    def done(self, report: Report, at: dt.datetime, reason: Reason, by: User | None = None) -> None:
        """A report completed at an instant."""
        self.at(at)
        complete_report(by=by or holds.officer(), report=report, reason=reason)

    def reported(self, customer: Customer) -> None:
        """Five reports; the first came in September and the last in November, each by a minute or less."""
        early = self.report(utc(9, 30, 21, 59))
        first = self.report(utc(9, 30, 22))
        self.at(utc(10, 1, 6))
        case = cases.case(customer, reports=[first])
        self.at(utc(10, 1, 10))
        self.done(early, utc(10, 1, 10), Reason.NO_VIOLATION)
        found = cases.determination(case, self.version)
        self.at(utc(10, 1, 12))
        propose_measure(by=holds.officer(), determination=found, kind=MeasureKind.WARNING)
        self.at(utc(10, 2, 12))
        holds.suspension(found, ground=Ground.LEGAL_DUTY)
        self.at(utc(10, 5))
        place_hold(by=holds.officer(), service=customers.service_of(customer), reason=HoldReason.LEGAL_ORDER, note="22")
        self.appeal(found, utc(10, 6), utc(10, 8), Outcome.OVERTURNED)
        seen = self.report(utc(10, 10, 12), category="malware", source=Source.STAFF)
        self.done(seen, utc(10, 10, 13), Reason.DUPLICATE)
        doubted = self.report(utc(10, 20), category="spoofing")
        self.done(doubted, utc(10, 20, 20), Reason.NO_VIOLATION)
        self.report(utc(10, 31, 23))
        self.at(utc(11, 2))
        complain(report=doubted, words="It was.")
        self.done(doubted, utc(11, 3), Reason.NOT_OURS, another())

    def observed(self, customer: Customer) -> None:
        """Too little evidence in one case; in another what was determined is approved in November."""
        self.at(utc(10, 15))
        little = cases.case(customer)
        self.at(utc(10, 16))
        outcome = FindingOutcome.INSUFFICIENT_EVIDENCE
        record_finding(by=holds.officer(), case=little, outcome=outcome, words="No logs.")
        self.at(utc(10, 18))
        waiting = cases.determination(cases.case(customer), self.version, versions.OFFENSIVE)
        self.at(utc(11, 1))
        cases.approved(waiting)

    def metered(self, customer: Customer) -> None:
        """More traffic than was allowed (R15)."""
        self.at(utc(10, 17))
        by, service = holds.officer(), customers.service_of(customer)
        said: dict[str, Any] = {"resource": "traffic", "unit": "GB", "period": Period.DAY, "amount": Decimal(1)}
        set_allowance(by=by, service=service, starts_at=utc(10, 1), **said)
        head = "service_reference,resource,reference,starts_at,ends_at,amount\n"
        row = f"{service.reference},traffic,M-1,2026-10-16T09:00:00Z,2026-10-16T10:00:00Z,2\n"
        import_usage(by=by, data=(head + row).encode())
        open_proposed(by=by, proposal=CaseProposal.objects.get())

    def appealed(self, customer: Customer) -> None:
        """One appeal is upheld, another withdrawn."""
        self.at(utc(10, 19, 10))
        found = cases.determination(cases.case(customer), self.version)
        self.appeal(found, utc(10, 20, 10), utc(10, 21, 10), Outcome.UPHELD)
        self.at(utc(10, 21, 12))
        found = cases.determination(cases.case(customer), self.version)
        self.at(utc(10, 22))
        filed = appeals.appeal(found)
        self.at(utc(10, 23))
        withdraw_appeal(by=customers.person_of(customer), appeal=filed)

    def appeal(self, found: Determination, filed: dt.datetime, decided: dt.datetime, outcome: Outcome) -> None:
        """An appeal, filed and decided at two instants."""
        self.at(filed)
        made = appeals.appeal(found)
        self.at(decided)
        appeals.decided(made, outcome)
