"""The database and the pure rules come to the same statement, to the last digit and word, whatever happened."""

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enforcement.appeals.models import Outcome
from enforcement.cases.models import Determination
from enforcement.credits.models import (
    Attribution,
    Causation,
    CreditClaim,
    FoundCause,
    Interruption,
    LevelVersion,
    MaintainedService,
    Maintenance,
    PastDue,
    ServiceLevel,
    ServiceLevelTerm,
    Withdrawal,
)
from enforcement.credits.months import month_of
from enforcement.credits.runs.computing import computed
from enforcement.credits.runs.second_opinion import hold_against
from enforcement.credits.terms import Cause, Measured, Rounding
from enforcement.holds.models import Ground, Hold, HoldReason, Measure, MeasuredService, MeasureKind
from policies.versions.models import PolicyVersion, PostedProvision
from tenants.customers.models import Customer, Service, ServicePrice
from tenants.ledger import clock
from tenants.people.models import SettingChange
from tenants.resellers.models import Reseller
from tests.factories import appeals, customers, holds, versions

pytestmark = pytest.mark.usefixtures("own_files")
OCTOBER = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    """Words that withhold credits from 1 October, other such words from the 11th, none from the 28th."""
    first = versions.posted_policy(at=OCTOBER)
    versions.posted_policy(versions.document(no_credit="Never a credit after a violation."), at=OCTOBER + 10 * DAY)
    versions.posted_policy(versions.without(versions.document(), versions.NO_CREDIT), at=OCTOBER + 27 * DAY)
    set_clock(OCTOBER + 33 * DAY)
    return first


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_database_and_the_pure_rules_agree(version: PolicyVersion, acme: Reseller, seed: int) -> None:
    with transaction.atomic():
        made = History(random.Random(seed), version)  # noqa: S311 - no secret
        zone = made.chance.choice(["UTC", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
        Reseller.objects.filter(pk=acme.pk).update(timezone=zone)
        made.play()
        month = month_of("2026-10")
        with computed([one.pk for one in made.customers], month):
            for customer in made.customers:
                hold_against(customer, month)
        transaction.set_rollback(True)


class History:
    """What happened to some customers around October; instants often meet, so that edges touch."""

    def __init__(self, chance: random.Random, version: PolicyVersion) -> None:
        self.chance, self.version = chance, version
        self.customers: list[Customer] = []
        self.officer = holds.officer().pseudonym

    def play(self) -> None:
        """Six customers with two services each, their levels, prices, violations and all that stopped them."""
        levels = [self.level(number) for number in range(4)]
        self.widen()
        for _number in range(6):
            customer = customers.customer(since=SINCE, currency=self.currency())
            customers.service(customer, agreement=customers.agreement_of(customer), networks=[], since=self.at(-9, 20))
            self.customers.append(customer)
        services = list(Service.objects.filter(customer__in=self.customers))
        found = [self.determine(one) for one in self.customers[:3]]
        for one in services:
            self.live(one, levels, found)
        for customer in self.customers:
            self.owe(customer)
        self.maintain(services)
        if self.maybe(0.3):
            appeals.decided(appeals.appeal(self.chance.choice(found)), Outcome.OVERTURNED)

    def determine(self, customer: Customer) -> Determination:
        """A violation of the first of October that was determined some day of the month."""
        now = clock.now()
        clock.set_to(OCTOBER + self.chance.randrange(2, 30) * DAY)
        found = holds.determination(customer, self.version, act=OCTOBER + DAY)
        clock.set_to(now)
        return found

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def at(self, first: float = -2, last: float = 33) -> dt.datetime:
        """An instant around October: mostly on a coarse grid, sometimes to the microsecond."""
        found = OCTOBER + self.chance.randrange(int(first * 8), int(last * 8)) * dt.timedelta(hours=3)
        return found + dt.timedelta(microseconds=self.chance.choice([0, 0, 0, 1, 7_654_321, 59_000_000]))

    def span(self, last: float = 33) -> tuple[dt.datetime, dt.datetime | None]:
        start = self.at(last=last)
        length = self.chance.choice([30, 59, 60, 61, 3600, 10_800, 21_600, 259_200, 10_800.5])
        return start, None if self.maybe(0.05) else start + dt.timedelta(seconds=length)

    def currency(self) -> str:
        return self.chance.choice(["EUR", "EUR", "JPY", "KWD"])

    def level(self, number: int) -> ServiceLevel:
        """A level of one or two versions; the first is plain, so that services without clauses occur often."""
        level = ServiceLevel.objects.create(name=f'Level "{number}" é', created_at=SINCE)
        effective = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
        for place in range(1, self.chance.choice([2, 3])):
            LevelVersion.objects.create(
                level=level, number=place, effective_at=effective, recorded_by=self.officer, recorded_at=SINCE,
                **(self.terms() if number else PLAIN),
            )  # fmt: skip
            effective = self.at(3, 25)
        return level

    def terms(self) -> dict[str, Any]:
        choice = self.chance.choice
        rounding = choice(list(Rounding))
        hours = choice(
            [[], [[1, "00:00", "24:00"], [3, "08:30", "18:00"]], [[n, "01:00", "03:30"] for n in range(1, 8)]]
        )
        clauses = {str(cause): f"4.{place}" for place, cause in enumerate(Cause) if self.maybe(0.5)}
        amounts = choice([(None, None), (Decimal("1.5"), None), (None, Decimal(3)), (Decimal(20), Decimal("0.1"))])
        return PLAIN | {
            "measured": Measured.SERVICE_HOURS if hours else Measured.MONTH,
            "hours": hours,
            "rounding": rounding,
            "digits": 0 if rounding == Rounding.EXACT else choice([0, 1, 2, 3]),
            "shortest_seconds": choice([0, 0, 60, 3600]),
            "clauses": clauses,
            "excluded_stays": choice([True, False]),
            "maintenance_notice_hours": choice([0, 24]) if Cause.MAINTENANCE in clauses else 0,
            "cap_percent": choice([None, Decimal("33.3")]),
            "cap_amount": amounts[0],
            "smallest_credit": amounts[1],
            "currency": self.currency() if any(amounts) else "",
            "claim_days": choice([None, None, 20]),
            "past_due_clause": choice(["", "", "7.1"]),
        }

    def widen(self) -> None:
        """When any customer's violation excluded."""
        for old, at in ((False, self.at(1, 10)), (True, self.at(11, 20))):
            SettingChange.objects.create(name="exclude_any_customer", old=old, new=not old, at=at)

    def live(self, service: Service, levels: list[ServiceLevel], found: list[Determination]) -> None:
        """What happened to one service."""
        if self.maybe(0.2):
            Service.objects.filter(pk=service.pk).update(ends_at=self.at(21, 40))
        if self.maybe(0.3):
            ServicePrice.objects.create(
                service=service, monthly_price=self.chance.choice(["0", "250.005", "99.99"]), currency=self.currency(),
                starts_at=self.at(0, 30), recorded_at=self.at(0, 30),
            )  # fmt: skip
        change = self.at(5, 20) if self.maybe(0.3) else None
        ServiceLevelTerm.objects.create(
            service=service, level=self.chance.choice(levels), starts_at=SINCE, ends_at=change
        )
        if change:
            ServiceLevelTerm.objects.create(service=service, level=self.chance.choice(levels), starts_at=change)
        for number in range(self.chance.choice([0, 1, 2, 2, 6])):
            self.interrupt(service, number, found)
        for _number in range(self.chance.choice([0, 0, 1, 2])):
            self.stop(service, found)

    def interrupt(self, service: Service, number: int, found: list[Determination]) -> None:
        start, end = self.span()
        one = Interruption.objects.create(
            service=service, reference=f'F"{number}\n☃', starts_at=start, ends_at=end, recorded_at=start
        )
        if self.maybe(0.1):
            Withdrawal.objects.create(interruption=one, reason="No.", withdrawn_by=self.officer, withdrawn_at=start)
        for cause in self.chance.sample(found, self.chance.choice([0, 0, 1, 2])):
            Causation.objects.create(interruption=one, determination=cause, found_by=self.officer, found_at=start)
        for sequence in range(1, self.chance.choice([1, 1, 2, 3])):
            said = self.chance.choice(list(FoundCause))
            Attribution.objects.create(
                interruption=one, sequence=sequence, cause=said, reason="Said.", said_by=self.officer, said_at=start
            )

    def stop(self, service: Service, found: list[Determination]) -> None:
        start, end = self.span()
        own = [one for one in found if one.customer_id == service.customer_id]
        reason = self.chance.choice([one for one in HoldReason if own or one != HoldReason.ABUSE])
        measure = self.measure(own[0], service, start) if reason == HoldReason.ABUSE else None
        Hold.objects.create(
            service=service, measure=measure, reason=reason, starts_at=start, placed_at=start, placed_by=self.officer,
            lifted_at=end, lifted_by=self.officer if end else None,
        )  # fmt: skip

    def measure(self, found: Determination, service: Service, start: dt.datetime) -> Measure:
        """A suspension, or an interim one of the same case."""
        remedy = PostedProvision.objects.filter(version=self.version, kind="remedy")[0]
        rests: dict[str, Any] = {"determination": found, "kind": MeasureKind.SUSPENSION}
        first = not Measure.objects.filter(case=found.case, kind=MeasureKind.INTERIM).exists()
        if first and self.maybe(0.3):
            rests = {"kind": MeasureKind.INTERIM, "finding": "Spam.", "ends_at": start + 3 * DAY}
        made = Measure.objects.create(
            case=found.case, customer=found.customer, service=service, without_notice=True, ground=Ground.ONGOING_HARM,
            remedy=remedy, remedy_digest=remedy.digest, starts_at=start, needs_approval=False, proposed_by=self.officer,
            proposed_at=start, status="active", status_at=start, **rests,
        )  # fmt: skip
        MeasuredService.objects.create(measure=made, service=service)
        return made

    def owe(self, customer: Customer) -> None:
        if self.maybe(0.3):
            PastDue.objects.create(
                customer=customer, starts_at=self.at(10, 31), ends_at=self.chance.choice([None, self.at(31, 33)]),
                recorded_at=OCTOBER, recorded_by=self.officer,
            )  # fmt: skip
        if self.maybe(0.5):
            at = self.at(30, 60)
            CreditClaim.objects.create(
                customer=customer, month="2026-10", claimed_at=at, recorded_at=at, recorded_by=self.officer
            )

    def maintain(self, services: list[Service]) -> None:
        for _number in range(self.chance.choice([0, 1, 2])):
            start, end = self.span(30)
            ahead = dt.timedelta(hours=self.chance.choice([1, 24, 200]))
            everywhere = self.maybe(0.3)
            one = Maintenance.objects.create(
                title="Work", everywhere=everywhere, starts_at=start, ends_at=end or start + DAY,
                announced_at=start - ahead, announced_by=self.officer,
            )  # fmt: skip
            if not everywhere:
                for service in self.chance.sample(services, 4):
                    MaintainedService.objects.create(maintenance=one, service=service)


PLAIN: dict[str, Any] = {
    "tiers": [["99.99", "5"], ["99.9", "10"], ["99.0", "25.5"], ["95.0", "100"]],
    "measured": Measured.MONTH,
    "hours": [],
    "rounding": Rounding.EXACT,
    "digits": 0,
    "shortest_seconds": 0,
    "clauses": {},
    "excluded_stays": True,
    "maintenance_notice_hours": 0,
    "past_due_clause": "",
}
