"""A posted policy, a customer of it, and a determination about that customer."""

import datetime as dt
from collections.abc import Callable

import pytest

from enforcement.cases.models import Determination
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.resellers.models import Reseller
from tests.factories import cases, customers, versions


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    """The policy in force since 1 October; it is the evening of the 28th."""
    posted = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    return posted


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    """A customer that Rita acts for."""
    return customers.customer("Xavier BV", email="rita@x.example", person="Rita")


@pytest.fixture
def found(version: PolicyVersion, customer: Customer) -> Determination:
    """A discretionary determination, approved by a second person."""
    return cases.approved(cases.determination(cases.case(customer), version, versions.OFFENSIVE))
