"""Statements of reasons: what Article 17 of the DSA asks for, on paper, and for the Transparency Database."""

import datetime as dt
import json
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from enforcement.cases.allowances.actions import import_usage, open_proposed, set_allowance
from enforcement.cases.allowances.models import CaseProposal, Period
from enforcement.holds.actions import extend_measure, suspend_for_now
from enforcement.holds.dsa_export import EEA, for_transparency_database
from enforcement.holds.models import Ground, Hold, Measure, MeasureKind, Restricted
from enforcement.reports.models import Reporter
from policies.documents.model.categories import DSA_CATEGORIES
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import cases, customers, holds, reports, versions
from tests.walker import Walker

ClientAt = Callable[..., Client]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    set_clock(NOW)
    return versions.posted_policy(at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC))


@pytest.fixture
def customer(version: PolicyVersion) -> Customer:
    return customers.customer("Xavier BV", email="rep@x.example", person="Rita")


@pytest.fixture
def measure(customer: Customer, version: PolicyVersion) -> Measure:
    return holds.suspension(holds.determination(customer, version), reason="It goes on.", ends_at=NOW + DAY)


def test_it_has_every_field_of_article_17(measure: Measure, version: PolicyVersion) -> None:
    content = measure.statement.content
    hold = Hold.objects.get()
    said = content["measure"]
    assert (said["from"], said["until"]) == (hold.starts_at.isoformat(), (NOW + DAY).isoformat())
    assert said["territory"].startswith("Everywhere")
    assert said["reason"] == "It goes on."
    assert content["basis"] == {
        "by": "own_initiative",
        "reports": 0,
        "words": "It follows our own observation; nobody reported it.",
    }
    assert (content["automated"]["detection"], content["automated"]["decision"]) == (False, False)
    assert content["legal_ground"]["type"] == "contract"
    assert [one["kind"] for one in content["redress"]] == ["appeal", "out_of_court", "court"]
    assert content["redress"][0]["until"] == measure.statement.appeal_until.isoformat()


def test_what_a_meter_found_is_detected_by_automated_means_and_decided_by_a_person(
    customer: Customer, version: PolicyVersion
) -> None:
    by, service, start = holds.officer(), customers.service_of(customer), NOW - DAY
    set_allowance(
        by=by,
        service=service,
        resource="traffic",
        unit="GB",
        period=Period.DAY,
        amount=Decimal(1),
        starts_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
    )
    head = "service_reference,resource,reference,starts_at,ends_at,amount\n"
    row = f"{service.reference},traffic,M-1,{start.isoformat()},{(start + DAY / 24).isoformat()},2\n"
    import_usage(by=by, data=(head + row).encode())
    case = open_proposed(by=by, proposal=CaseProposal.objects.get())
    statement = holds.suspension(cases.determination(case, version)).statement
    said = statement.content["automated"]
    assert (said["detection"], said["decision"]) == (True, False)
    assert said["words"].startswith("A meter found")
    assert for_transparency_database(statement)["automated_detection"] == "Yes"


def test_it_says_that_a_notice_led_to_it_and_not_whose(customer: Customer, version: PolicyVersion) -> None:
    reported = reports.report()
    Reporter.objects.filter(report=reported).update(name="Rick", email="rick@reporter.example")
    case = cases.case(customer, by=holds.officer(), reports=[reported])
    content = holds.suspension(cases.determination(case, version)).statement.content
    assert (content["basis"]["by"], content["basis"]["reports"]) == ("notice", 1)
    assert "rick" not in json.dumps(content)


def test_customer_and_staff_read_the_same_and_file_it_as_pdf(
    measure: Measure, customer: Customer, client_at: ClientAt
) -> None:
    rita = Walker(client_at("acme", customers.person_of(customer)), "/my/statements/").follow(str(measure.statement))
    officer = Walker(client_at("acme", holds.officer()), "/desk/").follow("Measures").follow("Suspension")
    officer.follow(str(measure.statement))
    for walker in (rita, officer):
        for words in ("Territorial scope", "out-of-court", "court", "nobody reported it", "It goes on."):
            assert words in walker.page.text
        (address,) = [address for address, words in walker.page.links if words == "PDF to file"]
        pdf = walker.client.get(address)
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF-")
        assert measure.statement.digest.encode() in pdf.content
    client = client_at("acme", customers.person_of(customer))
    sheet = client.get(f"/api/v1/my-statements/{measure.statement.pk}/sheet/")
    assert sheet.content.startswith(b"%PDF-")
    stranger = client_at("acme", customers.person_of(customers.customer()))
    assert stranger.get(f"/my/statements/{measure.statement.pk}/pdf/").status_code == 404


@pytest.mark.parametrize("what", ["interim", "extension", "restriction"])
def test_each_kind_is_put_on_paper(customer: Customer, version: PolicyVersion, client_at: ClientAt, what: str) -> None:
    if what == "interim":
        case = cases.case(customer, by=holds.officer())
        made = suspend_for_now(by=holds.officer(), case=case, ground=Ground.ONGOING_HARM, finding="It goes on 🙂.")
        statement = made.statement
    elif what == "extension":
        made = holds.suspension(holds.determination(customer, version), ends_at=NOW + DAY)
        until = NOW + 2 * DAY
        statement = extend_measure(by=holds.officer(), measure=made, ends_at=until, reason="Still.").statement
    else:
        found = holds.determination(customer, version)
        kind = MeasureKind.RESTRICTION
        statement = holds.suspension(found, kind=kind, restricts=Restricted.RATE, restricts_detail="1 Mbit/s").statement
    client = client_at("acme", customers.person_of(customer))
    assert client.get(f"/my/statements/{statement.pk}/").status_code == 200
    assert client.get(f"/my/statements/{statement.pk}/pdf/").content.startswith(b"%PDF-")
    assert client_at("acme", holds.officer()).get(f"/desk/statements-of-reasons/{statement.pk}/").status_code == 200


# The Transparency Database's form

REQUIRED = {
    "decision_ground", "incompatible_content_ground", "incompatible_content_explanation", "content_type", "category",
    "territorial_scope", "content_date", "application_date", "decision_facts", "source_type", "automated_detection",
    "automated_decision", "puid",
}  # fmt: skip
LIMITS = {
    "incompatible_content_ground": 500,
    "incompatible_content_explanation": 2000,
    "decision_facts": 5000,
    "content_type_other": 500,
    "decision_ground_reference_url": 500,
    "puid": 500,
}


def test_it_is_exported_in_the_databases_form(measure: Measure, client_at: ClientAt) -> None:
    client = client_at("acme", holds.officer())
    sent = client.get(f"/api/v1/statements-of-reasons/{measure.statement.pk}/transparency/").json()
    assert sent.keys() >= REQUIRED
    assert sent["decision_provision"] == "DECISION_PROVISION_TOTAL_SUSPENSION"
    assert sent["end_date_service_restriction"] == "2026-10-29"
    assert sent["decision_ground"] == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert sent["category"] in DSA_CATEGORIES
    assert sent["territorial_scope"] == list(EEA)
    assert (sent["source_type"], sent["automated_detection"]) == ("SOURCE_VOLUNTARY", "No")
    assert sent["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert (sent["content_date"], sent["application_date"]) == ("2026-10-28", "2026-10-28")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,500}", sent["puid"])
    file = client.get(f"/desk/statements-of-reasons/{measure.statement.pk}/transparency/")
    assert file.json() == sent
    assert "attachment" in file["Content-Disposition"]


def test_no_customer_is_named_in_it(customer: Customer, version: PolicyVersion) -> None:
    service = customers.service_of(customer)
    network = service.identifiers.get(kind="network").network
    facts = (
        f"Xavier BV (rep@x.example, Rita) sent mail from {network} and 192.0.2.77 for www.shop.example with"
        f" {service.reference}, 2001:db8::7, +31 20 123 4567 and https://pages.example/x."
    )
    found = cases.determination(
        cases.case(customer, by=holds.officer()), version, by=holds.officer(), facts=facts, actor="Rita"
    )
    sent = for_transparency_database(holds.suspension(found).statement)
    words = json.dumps({**sent, "decision_ground_reference_url": ""}, ensure_ascii=False)
    for one in (
        "Xavier",
        "rep@",
        "Rita",
        str(network),
        "192.0.2.77",
        "shop.example",
        "2001:db8",
        "4567",
        "pages.example",
    ):
        assert one not in words
    assert service.reference not in words
    assert "sent mail from" in sent["decision_facts"]


def test_texts_keep_within_the_databases_limits(customer: Customer, version: PolicyVersion) -> None:
    found = cases.determination(
        cases.case(customer, by=holds.officer()),
        version,
        by=holds.officer(),
        facts="It sent mail. " * 1000,
        rationale="Nobody asked. " * 1000,
    )
    sent = for_transparency_database(holds.suspension(found).statement)
    for name, most in LIMITS.items():
        assert 0 < len(sent[name]) <= most, name
    assert sent["decision_facts"].endswith("…")


@pytest.mark.parametrize(
    ("changed", "decision"),
    [
        ({"kind": MeasureKind.RESTRICTION, "restricts": "port"}, "DECISION_PROVISION_PARTIAL_SUSPENSION"),
        ({"kind": MeasureKind.RESTRICTION, "restricts": "web"}, ["DECISION_VISIBILITY_CONTENT_DISABLED"]),
    ],
)
def test_a_restriction_is_partial_and_of_the_web_a_disabling(
    customer: Customer, version: PolicyVersion, changed: dict[str, object], decision: object
) -> None:
    sent = for_transparency_database(holds.suspension(holds.determination(customer, version), **changed).statement)
    assert decision in (sent.get("decision_provision"), sent.get("decision_visibility"))


def test_a_warning_restricts_nothing_and_is_not_exported(
    customer: Customer, version: PolicyVersion, client_at: ClientAt
) -> None:
    made = holds.suspension(holds.determination(customer, version), kind=MeasureKind.WARNING, ground="")
    with pytest.raises(Refused) as refused:
        for_transparency_database(made.statement)
    assert refused.value.code == "not_a_restriction"
    client = client_at("acme", holds.officer())
    answer = client.get(f"/api/v1/statements-of-reasons/{made.statement.pk}/transparency/")
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_restriction")
    assert "Transparency Database" not in client.get(f"/desk/statements-of-reasons/{made.statement.pk}/").text
