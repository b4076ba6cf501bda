"""A finding of no violation ends what was suspended for now in its case, and nothing else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from enforcement.cases.models import Case
from enforcement.holds.actions import suspend_for_now
from enforcement.holds.models import Ground, Hold, Measure, MeasureStatus
from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt
from tests.factories import cases, customers, holds, versions

NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    set_clock(NOW)
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture
def officer(customer: Customer, client_at: ClientAt) -> Client:
    return client_at("acme", holds.officer())


def suspended(customer: Customer) -> Case:
    case = cases.case(customer)
    suspend_for_now(by=holds.officer(), case=case, ground=Ground.ONGOING_HARM, finding="Mail keeps leaving.")
    return case


@pytest.mark.parametrize(
    ("outcome", "because"),
    [
        ("no_violation", "No violation was found."),
        ("insufficient_evidence", "The evidence does not suffice for a violation."),
    ],
)
@pytest.mark.parametrize("closes", ["on", ""])
def test_it_ends_at_once_and_the_customer_is_told_why(
    customer: Customer, officer: Client, outcome: str, because: str, closes: str
) -> None:
    case = suspended(customer)
    reference = customers.service_of(customer).reference
    page = officer.get(f"/desk/cases/{case.pk}/finding/").content.decode()
    assert f"The interim suspension of {reference} ends at once" in page
    sent = officer.post(f"/desk/cases/{case.pk}/finding/", {"outcome": outcome, "words": "A queue.", "closes": closes})
    assert sent.status_code == 302
    measure, hold = Measure.objects.get(), Hold.objects.get()
    assert measure.status == MeasureStatus.ENDED
    assert hold.lifted_at is not None
    assert hold.lifted_at < NOW + dt.timedelta(minutes=5)
    told = Notice.objects.get(kind="measure_lifted")
    assert told.content["because"] == because


def test_the_mail_says_it_too(customer: Customer, officer: Client) -> None:
    case = suspended(customer)
    officer.post(f"/desk/cases/{case.pk}/finding/", {"outcome": "no_violation", "words": "A queue.", "closes": "on"})
    deliver_due()
    [told] = [one for one in mail.outbox if "has ended" in one.subject]
    assert "No violation was found." in told.body


def test_another_cases_suspension_and_a_suspension_on_a_determination_stay(
    customer: Customer, version: PolicyVersion, officer: Client
) -> None:
    other = customers.customer("Yvonne BV", email="y@y.example")
    suspended(other)
    case = cases.case(customer)
    holds.suspension(cases.determination(case, version))
    officer.post(f"/desk/cases/{case.pk}/finding/", {"outcome": "no_violation", "words": "A queue.", "closes": "on"})
    assert not Hold.objects.exclude(lifted_at=None).exists()
    assert "interim suspension" not in officer.get(f"/desk/cases/{case.pk}/finding/").content.decode()
