"""Machines report through the API: XARF is stored first, a repeat is harmless for a day, the state has an address."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enforcement.reports import throttle
from enforcement.reports.actions import complete_report
from enforcement.reports.doors.storing import bytes_of
from enforcement.reports.doors.taking_in import take_in_due
from enforcement.reports.models import RawReport, Reason, Report, SenderCount, Source
from tenants.people.models import Role
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tests.factories import customers, holds
from tests.factories.mails import xarf

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
FORM = {
    "target": "192.0.2.7",
    "started_at": "2026-10-28T13:45:00Z",
    "category": "spam_email",
    "description": "Forty thousand mails.",
}
SetClock = Callable[[dt.datetime | None], None]


@pytest.fixture(autouse=True)
def october(set_clock: SetClock) -> SetClock:
    set_clock(NOW)
    return set_clock


@pytest.fixture
def machine(client_at: Callable[..., Client]) -> Callable[..., Any]:
    """Posts a body as a machine with a token that may only handle reports."""
    _token, secret = create_token(by=holds.officer(), name="Desk", scopes=[Permission.HANDLE_REPORTS])
    headers = {"Authorization": f"Bearer {secret}"}

    def post(data: Any, key: str = "", **more: Any) -> Any:
        said = headers | ({"Idempotency-Key": key} if key else {})
        body = data if isinstance(data, bytes) else json.dumps(data)
        return client_at("acme").post("/api/v1/reports/", body, content_type="application/json", headers=said, **more)

    post.get = lambda address: client_at("acme").get(address, headers=headers)  # type: ignore[attr-defined]
    return post


def test_a_xarf_report_is_stored_and_its_state_has_an_address(machine: Any) -> None:
    customers.customer("Then", networks=["192.0.2.0/28"])
    answer = machine(xarf(source_port=50_122))
    assert answer.status_code == 202
    said = answer.json()
    assert (said["status"], answer["Location"]) == ("queued", said["status_url"])
    assert bytes_of(RawReport.objects.get()) == xarf(source_port=50_122)
    assert not Report.objects.exists()
    take_in_due()
    report = Report.objects.get()
    assert (report.source, report.target, report.port) == (Source.API, "192.0.2.7", 50_122)
    assert report.service is not None
    complete_report(by=holds.officer(), report=report, reason=Reason.NO_VIOLATION)
    seen = machine.get(said["status_url"]).json()
    assert (seen["status"], seen["reason"]) == ("completed", "no_violation")
    assert [one["number"] for one in seen["reports"]] == [report.number]


@pytest.mark.parametrize(
    "broken", [b'{"xarf_version": "4.2.0"', b'{"xarf_version": "\\ud800"}', b'{"xarf_version":\x00}']
)
def test_a_broken_xarf_report_is_kept_for_a_person(machine: Any, broken: bytes) -> None:
    assert machine(broken).status_code == 202
    take_in_due()
    assert Report.objects.get().triage


def test_a_repeat_is_harmless_for_a_day_and_another_body_is_refused(machine: Any, october: SetClock) -> None:
    first = machine(xarf()).json()
    assert machine(xarf()).json() == first
    other = machine(xarf(source_identifier="192.0.2.8"))  # the same report_id
    assert (other.status_code, other.json()["code"]) == (422, "token_reused")
    assert machine(xarf(source_identifier="192.0.2.8"), key="another").status_code == 202
    october(NOW + dt.timedelta(hours=24, minutes=1))
    assert machine(xarf(source_identifier="192.0.2.9")).status_code == 202
    assert RawReport.objects.count() == 3


def test_the_own_form_with_a_client_token_gives_the_same_answer_again(machine: Any) -> None:
    first = machine(FORM, key="one")
    assert first.status_code == 201
    assert machine(FORM, key="one").json() == first.json()
    assert machine(FORM | {"description": "Others."}, key="one").status_code == 422
    assert machine(FORM, key="two").status_code == machine(FORM).status_code == 201
    assert Report.objects.count() == 3


def test_a_refused_report_leaves_its_token_free(machine: Any) -> None:
    assert machine(FORM | {"category": "offence"}, key="one").status_code == 422
    assert machine(FORM, key="one").status_code == 201


@pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
def test_a_token_that_is_none_is_refused(machine: Any, key: str) -> None:
    assert machine(FORM, key=key).status_code == 422


def test_an_account_has_a_limit_of_its_own_and_repeats_cost_nothing(
    machine: Any, monkeypatch: pytest.MonkeyPatch, client_at: Callable[..., Client], staff: Any
) -> None:
    monkeypatch.setattr("enforcement.reports.doors.submitting.FROM_ONE_ACCOUNT", 2)
    assert [machine(FORM, key="one").status_code for _ in range(3)] == [201, 201, 201]
    assert [machine(FORM).status_code for _ in range(2)] == [201, 429]
    other = client_at("acme", staff(Role.CASE_OFFICER, name="Other"))
    assert other.post("/api/v1/reports/", json.dumps(FORM), content_type="application/json").status_code == 201
    assert SenderCount.objects.count() == 2
    assert throttle.FROM_ONE_ACCOUNT > 2
