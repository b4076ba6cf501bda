"""Allowances (R15): imported usage past one proposes a case, once a period, and never acts."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from enforcement.cases.allowances.actions import import_usage, open_proposed, set_allowance
from enforcement.cases.allowances.models import Allowance, CaseProposal, Period, Usage
from enforcement.cases.models import Case
from enforcement.holds.models import Hold
from tenants.csv_files.mistakes import Mistaken
from tenants.customers.models import Customer, Service
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import customers, holds

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOW = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
SINCE = dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)  # October in Amsterdam
HEAD = "service_reference,resource,reference,starts_at,ends_at,amount\n"


@pytest.fixture
def service(acme: Reseller, set_clock: Callable[[object], None]) -> Service:
    Reseller.objects.filter(schema_name="acme").update(timezone="Europe/Amsterdam")
    set_clock(NOW)
    acme.refresh_from_db()
    found: Customer = customers.customer("Xavier BV")
    return customers.service_of(found)


def file(service: Service, *rows: tuple[str, str, str, str]) -> bytes:
    """Readings: reference, from, until, amount."""
    lines = [f"{service.reference},traffic,{name},{start},{end},{amount}" for name, start, end, amount in rows]
    return (HEAD + "\n".join(lines) + "\n").encode()


def monthly(service: Service, amount: str = "100") -> Allowance:
    by = holds.officer()
    said: dict[str, Any] = {"resource": "traffic", "unit": "GB", "period": Period.MONTH, "amount": Decimal(amount)}
    return set_allowance(by=by, service=service, starts_at=SINCE, **said)


def test_exactly_as_much_is_allowed_and_a_little_more_proposes_a_case(service: Service) -> None:
    monthly(service)
    exact = file(service, ("A", "2026-10-01T00:00:00+02:00", "2026-10-02T00:00:00+02:00", "100"))
    assert import_usage(by=holds.officer(), data=exact).proposed == 0
    more = file(service, ("B", "2026-10-31T23:00:00+01:00", "2026-11-01T00:00:00+01:00", "0.000001"))
    assert import_usage(by=holds.officer(), data=more).proposed == 1
    found = CaseProposal.objects.get()
    assert (found.used, found.allowed) == (Decimal("100.000001"), Decimal(100))
    assert found.period_start == SINCE
    assert found.period_end == dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
    assert not Case.objects.exists()
    assert not Hold.objects.exists()


def test_the_first_instant_of_the_next_month_is_another_period(service: Service) -> None:
    monthly(service)
    rows = file(
        service,
        ("A", "2026-10-31T22:00:00Z", "2026-10-31T23:00:00Z", "60"),
        ("B", "2026-10-31T23:00:00Z", "2026-11-01T00:00:00Z", "60"),
    )
    assert import_usage(by=holds.officer(), data=rows).proposed == 0


def test_a_share_of_a_pool_is_exact(service: Service) -> None:
    pool: dict[str, Any] = {"pool": "Uplink", "pool_size": Decimal(1000), "share": Decimal("33.333333")}
    said: dict[str, Any] = {"resource": "traffic", "unit": "GB", "period": Period.DAY}
    set_allowance(by=holds.officer(), service=service, starts_at=SINCE, **said, **pool)
    under = file(service, ("A", "2026-10-01T09:00:00Z", "2026-10-01T10:00:00Z", "333.33333"))
    assert import_usage(by=holds.officer(), data=under).proposed == 0
    over = file(service, ("B", "2026-10-01T10:00:00Z", "2026-10-01T11:00:00Z", "0.000001"))
    assert import_usage(by=holds.officer(), data=over).proposed == 1


def test_the_same_file_again_changes_nothing(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monthly(service)
    path = tmp_path / "usage.csv"
    path.write_bytes(file(service, ("A", "2026-10-01T09:00:00Z", "2026-10-01T10:00:00Z", "101")))
    named = ["--reseller", "acme", "--by", holds.officer().email]
    call_command("import_usage", str(path), *named, "--dry-run")
    assert not Usage.objects.exists()
    call_command("import_usage", str(path), *named)
    call_command("import_usage", str(path), *named)
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "1 rows: 1 readings added, 1 cases proposed (dry run: nothing saved).",
        "1 rows: 1 readings added, 1 cases proposed.",
        "1 rows: 0 readings added, 0 cases proposed.",
    ]
    assert CaseProposal.objects.count() == Usage.objects.count() == 1


def test_mistakes_are_named_by_line_and_column(service: Service) -> None:
    monthly(service)
    rows = file(
        service,
        ("A", "2026-10-01T09:00:00Z", "2026-10-01T08:00:00Z", "1"),
        ("B", "2026-10-01T09:00:00Z", "2026-10-01T10:00:00Z", "-1"),
        ("C", "2026-10-31T22:00:00Z", "2026-11-01T10:00:00Z", "1"),
        ("D", "2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z", "1"),
        ("E", "2026-10-01T09:00:00Z", "2026-10-01T10:00:00Z", "1e3000"),
    )
    with pytest.raises(Mistaken) as mistaken:
        import_usage(by=holds.officer(), data=rows + b"nobody,traffic,F,2026-10-01T09:00:00Z,2026-10-01T10:00:00Z,1\n")
    named = [(one.line, one.column) for one in mistaken.value.mistakes]
    assert named == [
        (2, "ends_at"), (3, "amount"), (4, "ends_at"), (5, "ends_at"), (6, "amount"), (7, "service_reference"),
    ]  # fmt: skip
    assert not Usage.objects.exists()


def test_staff_open_the_case_or_dismiss_it_with_a_reason(service: Service, client_at: ClientAt, staff: Staff) -> None:
    monthly(service)
    rows = file(
        service,
        ("A", "2026-10-01T09:00:00Z", "2026-10-01T10:00:00Z", "101"),
        ("B", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z", "101"),
    )
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    answer = desk.post("/desk/allowances/import/", {"file": SimpleUploadedFile("usage.csv", rows)})
    assert answer["Location"] == "/desk/allowances/"
    page = desk.get("/desk/allowances/").content.decode()
    assert page.count("Past the allowance") == 2
    first, second = CaseProposal.objects.order_by("period_start")
    answer = desk.post(f"/desk/proposals/{first.pk}/open/")
    case = Case.objects.get()
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    assert (case.service, case.category) == (service, "resource_abuse")
    assert "101 GB of traffic" in case.summary
    assert desk.post(f"/desk/proposals/{second.pk}/dismiss/", {"reason": " "}).status_code == 422
    assert desk.post(f"/desk/proposals/{second.pk}/dismiss/", {"reason": "A backup."}).status_code == 302
    with pytest.raises(Refused):
        open_proposed(by=holds.officer(), proposal=second)
    assert "Past the allowance" not in desk.get("/desk/allowances/").content.decode()
    told = desk.get("/api/v1/case-proposals/?status=dismissed").json()["results"]
    assert [one["dismissed_because"] for one in told] == ["A backup."]


def test_an_allowance_is_an_amount_or_a_share(service: Service, client_at: ClientAt, staff: Staff) -> None:
    desk = client_at("acme", staff(Role.CASE_OFFICER))
    body = {"service": str(service.pk), "resource": "traffic", "unit": "GB", "period": "month"}
    assert desk.post("/desk/allowances/new/", body).status_code == 422
    assert desk.post("/desk/allowances/new/", body | {"amount": "5", "pool": "Uplink"}).status_code == 422
    assert desk.post("/desk/allowances/new/", body | {"amount": "5"}).status_code == 302
    made = desk.post("/api/v1/allowances/", body | {"amount": "6"}, content_type="application/json")
    assert made.status_code == 201
    assert [one.ends_at is None for one in Allowance.objects.order_by("starts_at")] == [False, True]
