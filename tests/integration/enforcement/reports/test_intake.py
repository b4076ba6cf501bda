"""The doors a report comes in through, and what its reporter is told."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enforcement.reports import throttle
from enforcement.reports.actions import enter_report
from enforcement.reports.following.outbox import mail_due
from enforcement.reports.models import Report, ReportStatus, SenderCount, Source
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import Staff
from tests.factories import customers, reports

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
FORM = {
    "target": "192.0.2.7",
    "started_at": "2026-10-28T13:45",
    "ended_at": "",
    "category": "spam_email",
    "description": "Forty thousand mails.",
    "reporter_name": "Rep Orter",
    "reporter_email": "reporter@elsewhere.example",
    "website": "",
}
ClientAt = Callable[..., Client]


@pytest.fixture(autouse=True)
def october(set_clock: Callable[[object], None]) -> Iterator[None]:
    set_clock(NOW)
    cache.clear()
    yield
    cache.clear()


def test_anyone_reports_on_the_public_form_and_follows_it(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert client.get("/report/").status_code == 200
    answer = client.post("/report/", FORM)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert 'data-status="queued"' in page
    report = Report.objects.get()
    assert (report.source, report.target) == (Source.FORM, "192.0.2.7")
    assert report.started_at == report.ended_at == dt.datetime(2026, 10, 28, 13, 45, tzinfo=dt.UTC)


def test_the_report_is_matched_to_who_held_the_target_at_that_hour(client_at: ClientAt) -> None:
    noon = dt.datetime(2026, 10, 28, 12, tzinfo=dt.UTC)
    customers.customer("Before", networks=["192.0.2.0/28"], held_until=noon)
    then = customers.customer("Then", networks=["192.0.2.0/28"], held_from=noon)
    client_at("acme").post("/report/", FORM)
    client_at("acme").post("/report/", FORM | {"started_at": "2026-10-28T11:59:59"})
    assert [one.customer.name for one in Report.objects.order_by("number") if one.customer] == ["Then", "Before"]
    assert Report.objects.earliest("number").service == customers.service_of(then)


def test_where_several_held_it_the_choice_is_left_to_staff() -> None:
    customers.customer("One", networks=["192.0.2.0/28"])
    customers.customer("Two", networks=["192.0.2.16/28"])
    assert reports.report(target="192.0.2.0/24").service is None


def test_the_reporter_is_told_by_mail_once_and_the_link_works(client_at: ClientAt) -> None:
    client_at("acme").post("/report/", FORM)
    assert mail_due() == 1
    assert mail_due() == 0
    (sent,) = mail.outbox
    assert sent.extra_headers["X-Proviso-Kind"] == "report"
    assert sent.to == ["reporter@elsewhere.example"]
    link = re.search(r"http://acme\.localhost\S*(/report/\S+/)", str(sent.body))
    assert link
    assert client_at("acme").get(link[1]).status_code == 200


def test_a_follow_link_means_nothing_at_another_reseller(client_at: ClientAt) -> None:
    address = client_at("acme").post("/report/", FORM)["Location"]
    assert client_at("beta").get(address).status_code == 404


def test_the_follow_page_tells_nothing_about_the_customer(client_at: ClientAt) -> None:
    customers.customer("Xavier BV", networks=["192.0.2.7/32"], reference="XAV-1")
    client = client_at("acme")
    page = client.get(client.post("/report/", FORM)["Location"]).content.decode()
    for told in ("Xavier", "XAV-1", "192.0.2.7", "reporter@elsewhere.example"):
        assert told not in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("target", "not an address", "Write an address like 192.0.2.7"),
        ("target", "", "This field is required"),
        ("started_at", "yesterday", "Write the date and time like"),
        ("started_at", "2026-10-29T20:30:00", "what has happened already"),
        ("ended_at", "2026-10-28T13:00", "cannot have ended before it started"),
        ("category", "offence", "Select a valid choice"),
        ("website", "http://spam.example", "Leave this field empty"),
        ("reporter_email", "nobody", "Enter a valid email address"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(
    client_at: ClientAt, field: str, value: str, said: str
) -> None:
    answer = client_at("acme").post("/report/", FORM | {field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://shop.example/login?x=1", "shop.example"),
        ("Shop.Example.", "shop.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("2001:db8::/48", "2001:db8::/48"),
        ("[2001:db8::1]:25", "2001:db8::1"),
        ("+31 (20) 123-4567", "+31201234567"),
        ("192.0.2.0/24", "192.0.2.0/24"),
    ],
)
def test_a_target_is_kept_in_one_canonical_form(written: str, kept: str) -> None:
    assert reports.report(target=written).target == kept


def test_a_time_with_its_own_zone_is_understood(client_at: ClientAt) -> None:
    client_at("acme").post("/report/", FORM | {"started_at": "2026-10-28T14:45+01:00"})
    assert Report.objects.get().started_at == dt.datetime(2026, 10, 28, 13, 45, tzinfo=dt.UTC)


def reported(client: Client, **more: Any) -> int:
    return client.post("/report/", FORM | {"reporter_email": ""}, **more).status_code


def test_a_flood_from_one_address_is_slowed_down_and_others_still_report(client_at: ClientAt) -> None:
    client = client_at("acme")
    answers = [reported(client) for _ in range(throttle.FROM_ONE_NETWORK + 1)]
    assert answers == [302] * throttle.FROM_ONE_NETWORK + [429]
    assert reported(client, REMOTE_ADDR="198.51.100.9") == 302
    assert reported(client_at("beta")) == 302


def test_one_ipv6_network_is_one_sender_whatever_its_addresses(client_at: ClientAt) -> None:
    client = client_at("acme")
    answers = [reported(client, REMOTE_ADDR=f"2001:db8:aa:bb::{n:x}") for n in range(throttle.FROM_ONE_NETWORK + 1)]
    assert answers.count(302) == throttle.FROM_ONE_NETWORK
    assert reported(client, REMOTE_ADDR="2001:db8:aa:bc::1") == 302


def test_another_hour_begins_anew_and_the_last_one_is_forgotten(
    client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    client = client_at("acme")
    for _ in range(throttle.FROM_ONE_NETWORK + 1):
        reported(client)
    set_clock(NOW + dt.timedelta(hours=2))
    assert reported(client) == 302
    assert SenderCount.objects.count() == 1


def flood(client: Client, **more: Any) -> None:
    """As many reports as one network may send in an hour."""
    assert {reported(client, **more) for _ in range(throttle.FROM_ONE_NETWORK)} == {302}


def test_a_forwarded_address_is_believed_only_from_a_trusted_proxy(client_at: ClientAt, settings: Any) -> None:
    client = client_at("acme")
    flood(client, headers={"X-Forwarded-For": "203.0.113.1"})
    assert reported(client, headers={"X-Forwarded-For": "203.0.113.2"}) == 429
    settings.TRUSTED_PROXIES = 1
    assert reported(client, headers={"X-Forwarded-For": "203.0.113.2"}) == 302
    # What a reporter claims before the proxy's own word is not believed.
    flood(client, headers={"X-Forwarded-For": "192.0.2.1, 203.0.113.3"})
    assert reported(client, headers={"X-Forwarded-For": "192.0.2.2, 203.0.113.3"}) == 429


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", "0001-01-01T00:00+01:00"),
        ("ended_at", "9999-12-31T23:59:59-01:00"),
        ("ended_at", "2101-01-01T00:00"),
    ],
)
def test_an_instant_that_no_calendar_shows_is_a_mistake_beside_its_field(
    client_at: ClientAt, field: str, value: str
) -> None:
    answer = client_at("acme").post("/report/", FORM | {field: value})
    assert answer.status_code == 422
    assert "Write a date between 1990 and 2099." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_reporters_clock_may_be_a_day_ahead_and_staff_see_it(client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme")
    assert client.post("/report/", FORM | {"started_at": "2026-10-28T20:07"}).status_code == 302
    page = client_at("acme", staff(Role.CASE_OFFICER)).get(f"/desk/reports/{Report.objects.get().pk}/")
    assert re.search(r"\d+ min.* after the report came in", page.content.decode())
    assert client.post("/report/", FORM | {"started_at": "2026-10-29T20:07"}).status_code == 422


def test_the_acknowledgement_says_that_a_machine_wrote_it(client_at: ClientAt) -> None:
    client_at("acme").post("/report/", FORM)
    mail_due()
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-replied"


def test_evidence_comes_with_the_report(client_at: ClientAt) -> None:
    files = [SimpleUploadedFile("../log.txt", b"line", "text/html"), SimpleUploadedFile("m.eml", b"From: x")]
    assert client_at("acme").post("/report/", FORM | {"evidence": files}).status_code == 302
    assert sorted(Report.objects.get().evidence.values_list("filename", "size")) == [("log.txt", 4), ("m.eml", 7)]


def test_too_many_or_too_large_files_are_refused_and_nothing_is_kept(client_at: ClientAt, settings: Any) -> None:
    six = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)]
    answer = client_at("acme").post("/report/", FORM | {"evidence": six})
    assert (answer.status_code, b"at most 5 files" in answer.content) == (422, True)
    large = SimpleUploadedFile("big.bin", b"x" * (settings.UPLOAD_LIMIT + 1))
    answer = client_at("acme").post("/report/", FORM | {"evidence": [large]})
    assert (answer.status_code, b"larger than 2 MB" in answer.content) == (422, True)
    assert not Report.objects.exists()


def test_a_customer_reports_with_the_name_that_is_known(client_at: ClientAt) -> None:
    person = customers.person_of(customers.customer("Xavier BV", email="rita@x.example", person="Rita"))
    client = client_at("acme", person)
    assert client.get("/my/report/").status_code == 200
    assert client.post("/my/report/", {k: v for k, v in FORM.items() if "report" not in k}).status_code == 302
    report = Report.objects.get()
    assert (report.source, report.reporter.email) == (Source.CUSTOMER, "rita@x.example")


def test_staff_who_are_no_customer_have_no_customers_form(client_at: ClientAt, staff: Callable[..., User]) -> None:
    assert client_at("acme", staff(Role.CASE_OFFICER)).get("/my/report/").status_code == 403


def test_the_ledger_names_no_reporter_and_no_target_in_clear() -> None:
    reports.report(reporter_email="reporter@elsewhere.example")
    entry = Entry.objects.get(verb="report.received")
    assert "reporter_digest" in entry.facts
    assert "elsewhere" not in str(entry.facts)
    assert "192.0.2.7" not in str(entry.facts)


def test_an_observation_of_staff_needs_their_permission(staff: Callable[..., User]) -> None:
    with pytest.raises(Refused) as refused:
        enter_report(by=staff(Role.AUDITOR), **reports.said(source=Source.STAFF))
    assert refused.value.status == 403


def test_reports_are_numbered_one_after_the_other(acme: Reseller) -> None:
    assert [reports.report().number for _ in range(3)] == [1, 2, 3]
    assert Report.objects.filter(status=ReportStatus.QUEUED).count() == 3
