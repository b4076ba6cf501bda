"""What the vendor credited, received as documents, stands beside what was passed on to customers and what was kept."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django_tenants.utils import schema_context

from enforcement.credits.models import ReceivedCredit, ReceivedLine
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.factories import credits as crediting
from tests.factories import customers

from .october import Played, play, run

ClientAt = Callable[..., Client]
HEAD = "vendor,reference,month,service_references,starts_at,ends_at,amount,currency\n"


@pytest.fixture
def played(acme: Reseller, set_clock: Callable[[object], None], own_files: object) -> Played:
    """October: X, Y and Z were down on the 7th; Y has its statement, X's waits, Z's credits nothing of the price."""
    story = play(set_clock)
    run()
    story.issue(story.y)
    return story


@pytest.fixture
def finance(client_at: ClientAt, played: Played) -> Client:
    return client_at("acme", crediting.finance())


def service(played: Played, name: str) -> str:
    return customers.service_of(getattr(played, name)).reference


def document(played: Played, **more: Any) -> dict[str, Any]:
    """What the vendor says of the fault of the 7th: 30 EUR for X and Y."""
    return {
        "format": "proviso.credit-document/1",
        "vendor": "Vendor Inc.",
        "reference": "V-1",
        "month": "2026-10",
        "currency": "EUR",
        "lines": [
            {
                "services": [service(played, "x"), service(played, "y")],
                "intervals": [["2026-10-07T03:10:00Z", "2026-10-07T04:00:00Z"]],
                "amount": "30.00",
            }
        ],
    } | more


def upload(finance: Client, data: bytes, name: str = "credits.csv") -> Any:
    return finance.post("/desk/credits/received/import/", {"file": SimpleUploadedFile(name, data)})


def compared(finance: Client, month: str = "2026-10") -> Any:
    return finance.get(f"/api/v1/received-credits/comparison/?month={month}").json()


def test_what_was_received_stands_beside_what_was_passed_on_and_the_difference_is_named(
    played: Played, finance: Client
) -> None:
    made = finance.post("/api/v1/received-credits/", document(played), "application/json")
    assert (made.status_code, made.json()["total"]) == (201, "30.00")
    upload(
        finance,
        (HEAD + "Vendor Inc.,V-2,2026-10,NOWHERE,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.00,EUR\n").encode(),
    )
    found = compared(finance)
    (match,) = found["matched"]
    assert {(one["service"], one["amount"], one["issued"]) for one in match["passed"]} == {
        (service(played, "x"), "10.00", False),
        (service(played, "y"), "10.00", True),
    }
    assert match["sums"] == [
        {"currency": "EUR", "received": "30.00", "passed": "10.00", "waiting": "10.00", "kept": "20.00"}
    ]
    assert [one["received"][0]["reference"] for one in found["only_received"]] == ["Vendor Inc. V-2"]
    assert [one["passed"][0]["service"] for one in found["only_passed"]] == [service(played, "z")]
    assert found["sums"][0] | {"currency": ""} == {
        "currency": "",
        "received": "34.00",
        "passed": "10.00",
        "waiting": "20.00",
        "kept": "24.00",
    }
    page = finance.get("/desk/credits/received/?month=2026-10").content.decode()
    for words in ("Received and passed on", "Received, nothing passed on", "Passed on, nothing received"):
        assert words in page, words
    assert 'data-kept="24.00 EUR"' in page
    assert "Yvonne" in page


def test_a_document_of_another_month_is_matched_by_its_time(played: Played, finance: Client) -> None:
    finance.post("/api/v1/received-credits/", document(played, month="2026-11"), "application/json")
    for month in ("2026-10", "2026-11"):
        assert len(compared(finance, month)["matched"]) == 1, month


def test_the_same_document_changes_nothing_and_another_under_its_reference_is_refused(
    played: Played, finance: Client
) -> None:
    data = json.dumps(document(played)).encode()
    assert upload(finance, data, "V-1.json").status_code == 302
    entries = Entry.objects.count()
    assert upload(finance, data, "again.json").status_code == 302
    assert (ReceivedCredit.objects.count(), Entry.objects.count()) == (1, entries)
    other = document(played)
    other["lines"][0]["amount"] = "31.00"
    refused = finance.post("/api/v1/received-credits/", other, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "received_differs")
    one = ReceivedCredit.objects.get()
    assert finance.post(f"/desk/credits/received/{one.pk}/withdraw/", {"reason": " "}).status_code == 422
    assert finance.post(f"/desk/credits/received/{one.pk}/withdraw/", {"reason": "Typed wrongly"}).status_code == 302
    assert "Typed wrongly" in finance.get(f"/desk/credits/received/{one.pk}/").content.decode()
    assert compared(finance)["matched"] == []
    assert finance.post("/api/v1/received-credits/", other, "application/json").status_code == 201
    listed = finance.get("/api/v1/received-credits/?withdrawn=false").json()["results"]
    assert [one["total"] for one in listed] == ["31.00"]


def test_the_file_is_kept_and_read_back_only_unchanged(played: Played, finance: Client) -> None:
    data = json.dumps(document(played)).encode()
    upload(finance, data, "V-1.json")
    one = ReceivedCredit.objects.get()
    answer = finance.get(f"/desk/credits/received/{one.pk}/file/")
    assert (answer.content, answer.headers["Content-Disposition"]) == (data, 'attachment; filename="V-1.json"')
    assert finance.get(f"/api/v1/received-credits/{one.pk}/file/").content == data


def test_one_is_recorded_by_hand_with_the_vendors_pdf(played: Played, finance: Client) -> None:
    said = {
        "vendor": "Vendor Inc.",
        "reference": "V-9",
        "month": "2026-10",
        "services": f"{service(played, 'y')}\n{service(played, 'z')}",
        "starts_at": "2026-10-07T03:00",
        "ends_at": "2026-10-07T03:30",
        "amount": "12.00",
        "currency": "eur",
    }
    for wrong in ({"amount": "12.001"}, {"ends_at": "2026-10-07T03:00"}, {"month": "October"}, {"services": " "}):
        assert finance.post("/desk/credits/received/add/", said | wrong).status_code == 422, wrong
    file = SimpleUploadedFile("note.pdf", b"%PDF-1.7 credit")
    assert finance.post("/desk/credits/received/add/", said | {"file": file}).status_code == 302
    one = ReceivedCredit.objects.get()
    assert (one.filename, one.currency, one.total) == ("note.pdf", "EUR", Decimal("12.00"))
    assert len(compared(finance)["matched"]) == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Vendor,V-1,2026-10,,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.00,EUR", "service_references"),
        ("Vendor,V-1,2026-1,S,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.00,EUR", "month"),
        ("Vendor,V-1,2026-10,S,2026-10-20T00:00:00Z,2026-10-20T00:00:00Z,4.00,EUR", "ends_at"),
        ("Vendor,V-1,2026-10,S,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.001,EUR", "amount"),
        ("Vendor,V-1,2026-10,S,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.00,EURO", "currency"),
        ("Vendor,V-0,2026-11,S,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.00,EUR", "reference"),
    ],
)
def test_a_csv_is_taken_whole_or_not_at_all(played: Played, finance: Client, row: str, column: str) -> None:
    good = "Vendor,V-0,2026-10,S,2026-10-20T00:00:00Z,2026-10-20T01:00:00Z,4.00,EUR"
    file = SimpleUploadedFile("credits.csv", f"{HEAD}{good}\n{row}\n".encode())
    answer = finance.post("/api/v1/received-credits/import/", {"file": file})
    assert answer.status_code == 422
    assert [(one["line"], one["column"]) for one in answer.json()["mistakes"]] == [(3, column)]
    assert not ReceivedCredit.objects.exists()


def test_rows_of_one_reference_are_one_document_and_a_dry_run_saves_nothing(played: Played, finance: Client) -> None:
    rows = [f"Vendor,V-0,2026-10,S-{n},2026-10-2{n}T00:00:00Z,2026-10-2{n}T01:00:00Z,{n}.50," for n in (1, 2)]
    data = (HEAD + "\n".join(rows)).encode()
    dry = finance.post(
        "/api/v1/received-credits/import/", {"file": SimpleUploadedFile("c.csv", data), "dry_run": "true"}
    )
    assert (dry.json()["added"], dry.json()["saved"], ReceivedCredit.objects.count()) == (1, False, 0)
    done = finance.post("/api/v1/received-credits/import/", {"file": SimpleUploadedFile("c.csv", data)})
    (made,) = done.json()["made"]
    assert (made["total"], [line["services"] for line in made["lines"]]) == ("4.00", [["S-1"], ["S-2"]])


def test_what_was_received_is_neither_edited_nor_deleted(played: Played, finance: Client) -> None:
    finance.post("/api/v1/received-credits/", document(played), "application/json")
    for attack in (
        lambda: ReceivedCredit.objects.update(total=1),
        lambda: ReceivedCredit.objects.update(withdrawn_at=dt.datetime(2026, 11, 3, tzinfo=dt.UTC)),
        lambda: ReceivedLine.objects.update(amount=1),
        lambda: ReceivedLine.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()


def test_the_customer_exports_its_statement_and_nobody_elses(
    played: Played, finance: Client, client_at: ClientAt
) -> None:
    mine = client_at("acme", customers.person_of(played.y))
    statement = played.statement(played.y)
    answer = mine.get(f"/my/credits/{statement.pk}/document/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{statement}.json"'
    said = answer.json()
    assert (said["reference"], said["total"], said["lines"][0]["intervals"]) == (
        str(statement),
        "10.00",
        [["2026-10-07T03:00:00+00:00", "2026-10-07T04:30:00+00:00"]],
    )
    assert mine.get(f"/api/v1/my-credits/{statement.pk}/document/").json() == said
    assert finance.get(f"/desk/credits/{statement.pk}/document/").json() == said
    assert finance.get(f"/api/v1/credit-statements/{statement.pk}/document/").json() == said
    unsent = played.statement(played.x)
    assert mine.get(f"/my/credits/{unsent.pk}/document/").status_code == 404
    assert finance.get(f"/desk/credits/{unsent.pk}/document/").status_code == 404


def test_a_vendors_statement_is_recorded_by_its_reseller(
    played: Played, finance: Client, client_at: ClientAt, beta: Reseller
) -> None:
    """Acme is the vendor here and beta buys from it: the only thing that passes between them is the file."""
    statement = played.statement(played.y)
    exported = client_at("acme", customers.person_of(played.y)).get(f"/my/credits/{statement.pk}/document/").content
    with schema_context(beta.schema_name):
        bookkeeper = crediting.finance()
    answer = upload(client_at("beta", bookkeeper), exported, f"{statement}.json")
    assert answer.status_code == 302
    with schema_context(beta.schema_name):
        (received,) = ReceivedCredit.objects.all()
        assert (received.reference, received.total) == (str(statement), statement.total)
    with schema_context("acme"):
        assert not ReceivedCredit.objects.exists()


def test_a_superseding_document_takes_the_place_of_the_one_before(played: Played, finance: Client) -> None:
    finance.post("/api/v1/received-credits/", document(played), "application/json")
    finance.post("/api/v1/received-credits/", document(played, reference="V-2", supersedes="V-1"), "application/json")
    assert ReceivedCredit.objects.get(withdrawn_at=None).reference == "V-2"
    assert ReceivedCredit.objects.get(reference="V-1").withdrawal_reason == "Superseded by V-2."
    assert compared(finance)["sums"][0]["received"] == "30.00"


def test_who_only_sees_changes_nothing(played: Played, staff: Staff, client_at: ClientAt) -> None:
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert auditor.get("/desk/credits/received/").status_code == 200
    assert "Import" not in auditor.get("/desk/credits/received/").content.decode().split("<main")[1]
    assert auditor.post("/api/v1/received-credits/", document(played), "application/json").status_code == 403
