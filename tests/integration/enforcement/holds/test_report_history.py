"""Beside a report stands what was done about its customer before."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from tenants.people.models import Role, User
from tests.factories import customers, holds, reports, versions

pytestmark = pytest.mark.usefixtures("acme", "own_files")


def test_the_inbox_tells_the_measures_against_the_reports_customer(
    client_at: Callable[..., Client], staff: Callable[..., User], set_clock: Callable[[object], None]
) -> None:
    set_clock(dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC))
    version = versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
    customer = customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    report = reports.report(category="malware")
    assert "Measures in effect" not in desk.get(f"/desk/reports/{report.pk}/").content.decode()
    measure = holds.suspension(holds.determination(customer, version))
    page = desk.get(f"/desk/reports/{report.pk}/").content.decode()
    assert "Measures in effect: 1." in page
    assert f"/desk/measures/{measure.pk}/" in page
