"""A case is passed on by mail or API: what leaves tells nobody who the customer is, unless that is released."""

import base64
import datetime as dt
import email
import email.policy
import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from enforcement.cases.actions import open_case
from enforcement.cases.models import Case, PassedEvidence, Passing, PassingReply, Recipient, RecipientKind, Way
from enforcement.cases.passing.actions import end_recipient, note_passing, register_recipient, withdraw_passing
from enforcement.cases.passing.asking import ask_recipients
from enforcement.cases.passing.rules import ASKED_FOR
from enforcement.cases.passing.sending import send_passings
from enforcement.reports.custody.actions import (
    end_legal_hold,
    place_legal_hold,
    remove_evidence,
    remove_raw_report,
    seal_report,
)
from enforcement.reports.custody.actions.removing import remove_due
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.evidence import Received
from enforcement.reports.models import Removal, Report, SealedText, Source
from tenants.alerts.actions import look
from tenants.alerts.models import Alert, Kind
from tenants.ledger.models import Entry, Personal
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.endpoint import Endpoint, listening
from tests.factories import customers, holds, reports

pytestmark = pytest.mark.usefixtures("own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
SetClock = Callable[[dt.datetime | None], None]
LOG = b"20:00 SYN 192.0.2.7 > 203.0.113.7\n"
NAME, REFERENCE, PERSON, ADDRESS = "Zonnebloem B.V.", "KLANT-88", "Wilhelmina de Boer", "mina@zonnebloem.example"


@pytest.fixture(autouse=True)
def acme_in_october(acme: Reseller, set_clock: SetClock) -> SetClock:
    Reseller.objects.filter(pk=acme.pk).update(abuse_mailbox="abuse@acme.example")
    set_clock(NOW)
    return set_clock


@pytest.fixture
def case() -> Case:
    customer = customers.customer(NAME, reference=REFERENCE, person=PERSON, email=ADDRESS, networks=["192.0.2.0/28"])
    customers.member(customer, email="jan@zonnebloem.example", name="Jan Smit")
    files = [
        Received("zonnebloem.txt", "text/plain", LOG),
        Received("named.txt", "text/plain", b"account KLANT-88"),
        Received("mail.eml", "message/rfc822", _mail_of(f"To {PERSON}, hello")),
        Received("picture.png", "image/png", b"\x89PNG\x00\x01\x02\x03\xff\xfe"),
    ]
    report = reports.report(files=files)
    return open_case(
        by=holds.officer(),
        reports=[report],
        service=customers.service_of(customer),
        category="spam_email",
        summary=f"{NAME} sends mail.",
    )


def _mail_of(words: str) -> bytes:
    encoded = base64.encodebytes(words.encode()).decode()
    head = "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    return f"{head}{encoded}".encode()


@pytest.fixture
def admin(staff: Staff) -> Any:
    return staff(Role.ADMINISTRATOR)


@pytest.fixture
def outside(admin: Any) -> Recipient:
    """A provider's abuse mailbox."""
    return register_recipient(
        by=admin, kind=RecipientKind.DOWNSTREAM, name="Hoster", way=Way.MAIL, address="abuse@hoster.example"
    )


@pytest.fixture
def desk(client_at: ClientAt, acme: Reseller) -> Client:
    return client_at("acme", holds.officer())


def evidence(case: Case, name: str) -> str:
    return str(case.reports.get().evidence.get(filename=name).pk)


def said(case: Case, to: Recipient, **changed: Any) -> dict[str, Any]:
    return {
        "reference": str(uuid.uuid4()),
        "to": str(to.pk),
        "target": "0",
        "started_at": "2026-10-28T19:00:00",
        "ended_at": "2026-10-28T19:30:00",
        "words": "Forty thousand mails.",
        "evidence": [] if "evidence" in changed else [evidence(case, "zonnebloem.txt")],
        "reason": f"{NAME} is their customer.",
    } | changed


def passed(desk: Client, case: Case, to: Recipient, **changed: Any) -> Passing:
    """Looks it over on the page, then sends it."""
    form = said(case, to, **changed)
    shown = desk.post(f"/desk/cases/{case.pk}/pass/", form)
    assert shown.status_code == 200, shown.content.decode()
    sent = desk.post(f"/desk/cases/{case.pk}/pass/", {**form, "seen": shown.context["digest"], "confirmed": "yes"})
    assert sent.status_code == 302, sent.content.decode()
    return Passing.objects.get(pk=form["reference"])


def everything_in(message: Any) -> str:
    """All that a mail carries: headers, text, attachment, and the files in that."""
    read = email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
    parts = [str(read)]
    for part in read.walk():
        if not part.is_multipart():
            data = part.get_content()
            parts.append(data if isinstance(data, str) else data.decode())
            if part.get_filename() == "xarf.json":
                inside = json.loads(parts[-1])["evidence"]
                parts += [base64.b64decode(one["payload"]).decode("utf-8", "replace") for one in inside]
    return "\n".join(parts)


def words_of(case: Case) -> list[str]:
    service = customers.service_of(case.customer)
    agreement = customers.agreement_of(case.customer)
    return [NAME, "zonnebloem", REFERENCE, PERSON, ADDRESS, "Jan Smit", service.reference, agreement.number]


def test_the_page_shows_the_very_report_and_mail_and_nothing_is_sent_before_a_yes(
    desk: Client, case: Case, outside: Recipient
) -> None:
    shown = desk.post(f"/desk/cases/{case.pk}/pass/", said(case, outside)).content.decode()
    for words in ("abuse@hoster.example", "&quot;xarf_version&quot;: &quot;4.2.0&quot;", "192.0.2.7", "not tell who"):
        assert words in shown
    assert not Passing.objects.exists()
    assert mail.outbox == []


def test_a_mail_carries_the_report_and_no_word_that_tells_who_the_customer_is(
    desk: Client, case: Case, outside: Recipient
) -> None:
    made = passed(desk, case, outside)
    mail.outbox.clear()
    send_passings()
    [sent] = mail.outbox
    assert (sent.to, sent.reply_to) == (["abuse@hoster.example"], ["abuse@acme.example"])
    text = everything_in(sent)
    assert "192.0.2.7" in text
    assert LOG.decode() in text
    for word in words_of(case):
        assert word.casefold() not in text.casefold(), word
    read = take_in(store_raw(data=sent.message().as_bytes(), door=Source.MAIL)[0])
    assert [(one.category, one.target, one.identifier) for one in read] == [("spam_email", "192.0.2.7", str(made.pk))]
    assert read[0].started_at == NOW - dt.timedelta(hours=1)


@pytest.mark.parametrize("word", [NAME, "zonnebloem b.v.", REFERENCE, PERSON, ADDRESS, "Jan Smit"])
def test_words_that_tell_who_it_is_are_refused(desk: Client, case: Case, outside: Recipient, word: str) -> None:
    answer = desk.post(f"/desk/cases/{case.pk}/pass/", said(case, outside, words=f"It is {word}!"))
    assert answer.status_code == 422
    assert "tells who the customer is" in answer.content.decode()


@pytest.mark.parametrize("name", ["named.txt", "mail.eml"])
def test_a_file_that_tells_who_it_is_is_refused_even_where_it_is_encoded(
    desk: Client, case: Case, outside: Recipient, name: str
) -> None:
    answer = desk.post(f"/desk/cases/{case.pk}/pass/", said(case, outside, evidence=[evidence(case, name)]))
    assert answer.status_code == 422
    assert name in answer.content.decode()


def test_of_a_file_that_is_no_text_the_page_says_that_nobody_looked(
    desk: Client, case: Case, outside: Recipient
) -> None:
    form = said(case, outside, evidence=[evidence(case, "picture.png")])
    assert "Look into these yourself first" in desk.post(f"/desk/cases/{case.pk}/pass/", form).content.decode()


def test_the_name_is_released_by_a_tick_with_a_ground_and_by_nothing_else(
    desk: Client, case: Case, outside: Recipient
) -> None:
    answer = desk.post(f"/desk/cases/{case.pk}/pass/", said(case, outside, names_customer="on"))
    assert answer.status_code == 422
    made = passed(desk, case, outside, names_customer="on", ground="They agreed in writing.")
    assert made.report["description"].endswith(f"Customer: {NAME}")
    assert (made.names_customer, made.ground) == (True, "They agreed in writing.")
    entry = Entry.objects.get(verb="case.passed")
    assert entry.facts["names_customer"] is True
    assert set(Personal.objects.filter(entry=entry).values_list("name", flat=True)) == {
        "to", "address", "reason", "ground",
    }  # fmt: skip
    assert PERSON not in json.dumps(made.report)
    assert "agreed in writing" not in json.dumps(made.report)


def test_sealed_or_removed_evidence_is_never_offered_nor_taken(
    desk: Client, case: Case, outside: Recipient, staff: Staff
) -> None:
    form = said(case, outside)
    shown = desk.post(f"/desk/cases/{case.pk}/pass/", form)
    seal_report(by=holds.officer(), report=case.reports.get(), reason="Not to be seen.")
    sent = desk.post(f"/desk/cases/{case.pk}/pass/", {**form, "seen": shown.context["digest"], "confirmed": "yes"})
    assert sent.status_code == 422
    assert "zonnebloem.txt" not in desk.get(f"/desk/cases/{case.pk}/pass/").content.decode()
    made = passed(desk, case, outside, evidence=[])
    one = case.reports.get().evidence.all()[0]
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        PassedEvidence.objects.create(passing=made, place=0, evidence=one, digest=one.digest)


def test_what_was_sealed_before_it_was_sent_stays_here(desk: Client, case: Case, outside: Recipient) -> None:
    passed(desk, case, outside)
    seal_report(by=holds.officer(), report=case.reports.get(), reason="Not to be seen.")
    mail.outbox.clear()
    assert send_passings() == 0
    assert [one for one in mail.outbox if one.to == ["abuse@hoster.example"]] == []
    assert Passing.objects.get().status == "failed"


def test_what_changed_since_it_was_read_is_not_sent(desk: Client, case: Case, outside: Recipient) -> None:
    form = said(case, outside)
    sent = desk.post(f"/desk/cases/{case.pk}/pass/", {**form, "seen": "0" * 64, "confirmed": "yes"})
    assert sent.status_code == 409
    assert "look it over again" in sent.content.decode()


def test_the_same_form_sent_twice_passes_it_once(desk: Client, case: Case, outside: Recipient) -> None:
    form = said(case, outside)
    made = passed(desk, case, outside, reference=form["reference"])
    again = desk.post(f"/desk/cases/{case.pk}/pass/", {**form, "seen": made.digest, "confirmed": "yes"})
    assert again.status_code == 302
    assert Passing.objects.count() == 1
    passed(desk, case, outside)
    assert [one.number for one in Passing.objects.order_by("number")] == [1, 2]


def test_it_is_withdrawn_while_it_was_not_sent_and_never_after(desk: Client, case: Case, outside: Recipient) -> None:
    made = passed(desk, case, outside)
    assert desk.post(f"/desk/passings/{made.pk}/withdraw/", {"reason": "A mistake."}).status_code == 302
    assert send_passings() == 0
    assert "Withdrawn" in desk.get(f"/desk/passings/{made.pk}/").content.decode()
    other = passed(desk, case, outside)
    assert send_passings() == 1
    with pytest.raises(Refused, match="cannot be taken back"):
        withdraw_passing(by=holds.officer(), passing=other, reason="Too late.")


def test_evidence_that_was_removed_meanwhile_stops_the_sending_and_tells_so(
    desk: Client, case: Case, outside: Recipient, staff: Staff
) -> None:
    made = passed(desk, case, outside)
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status="closed", closed_at=NOW)
    one = case.reports.get().evidence.get(filename="zonnebloem.txt")
    remove_evidence(by=staff(Role.EVIDENCE_CUSTODIAN), evidence=one, reason="Asked for.")
    assert send_passings() == 0
    made.refresh_from_db()
    assert (made.status, made.attempts) == ("failed", 1)
    look([Kind.PASSED])
    assert Alert.objects.get(kind=Kind.PASSED).subject_id == made.pk


def test_an_answer_by_mail_is_joined_to_the_case_and_makes_no_report(
    desk: Client, case: Case, outside: Recipient
) -> None:
    made = passed(desk, case, outside)
    send_passings()
    before = Report.objects.count()
    named = mail.outbox[-1].extra_headers["Message-ID"]
    for sender, subject, references in (
        ("Ann <ann@hoster.example>", "Re: your mail", f"In-Reply-To: {named}\n"),
        ("desk@hoster.example", f"[Ticket 7] P-{made.number}: R-1 received", "Auto-Submitted: auto-replied\n"),
    ):
        data = f"From: {sender}\nTo: abuse@acme.example\nSubject: {subject}\n{references}"
        take_in(store_raw(data=f"{data}\nWe closed {sender} down.\n".encode(), door=Source.MAIL)[0])
    assert Report.objects.count() == before
    assert list(PassingReply.objects.order_by("sender").values_list("sender", "automatic")) == [
        ("ann@hoster.example", False),
        ("desk@hoster.example", True),
    ]
    assert "We closed" in desk.get(f"/desk/passings/{made.pk}/").content.decode()
    assert "wrote a mail" in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    stranger = f"From: eve@elsewhere.example\nSubject: P-{made.number}\n\n192.0.2.7 sends spam.\n"
    take_in(store_raw(data=stranger.encode(), door=Source.MAIL)[0])
    assert Report.objects.count() == before + 1


def answer_to(made: Passing, words: str, sender: str = "ann@hoster.example") -> PassingReply:
    data = f"From: {sender}\nTo: abuse@acme.example\nSubject: Re: P-{made.number}\nMessage-ID: <{words}@x>\n\n{words}\n"
    raw, _new = store_raw(data=data.encode(), door=Source.MAIL)
    assert take_in(raw) == []
    return PassingReply.objects.get(raw=raw)


def test_an_answer_is_sealed_with_the_report_that_it_is_about(
    desk: Client, case: Case, outside: Recipient, staff: Staff, client_at: ClientAt
) -> None:
    """The words on the page and the mail as it came, those that came before and those that come after."""
    made, report = passed(desk, case, outside), case.reports.get()
    before = answer_to(made, "Material-that-must-go-1")
    seal_report(by=holds.officer(), report=report, reason="It shows a child")
    after = answer_to(made, "Material-that-must-go-2")
    page = desk.get(f"/desk/passings/{made.pk}/").content.decode()
    assert "Material-that-must-go" not in page
    assert page.count("only an evidence custodian opens it") == 2
    keeper = client_at("acme", staff(Role.EVIDENCE_CUSTODIAN))
    listed = keeper.get(f"/desk/reports/{report.pk}/evidence/").content.decode()
    for reply in (before, after):
        reply.refresh_from_db()
        assert reply.text == ""
        assert SealedText.objects.get(subject=reply.raw_id).text.startswith("Material-that-must-go")
        assert desk.get(f"/desk/raw-reports/{reply.raw_id}/text/").status_code == 403
        assert desk.get(f"/api/v1/raw-reports/{reply.raw_id}/").json()["sealed"] is True
        assert f"/desk/raw-reports/{reply.raw_id}/open/" in listed
        opened = keeper.post(f"/desk/raw-reports/{reply.raw_id}/open/", {"reason": "For the police"})
        assert b"Material-that-must-go" in keeper.get(opened["Location"]).content


def test_an_answer_is_held_and_removed_with_what_it_is_about(
    desk: Client, case: Case, outside: Recipient, staff: Staff, set_clock: SetClock
) -> None:
    made, report = passed(desk, case, outside), case.reports.get()
    reply = answer_to(made, "We closed it")
    custodian = staff(Role.EVIDENCE_CUSTODIAN)
    hold = place_legal_hold(by=custodian, report=report, reason="Court of Arnhem")
    with pytest.raises(Refused, match="Arnhem"):
        remove_raw_report(by=custodian, raw=reply.raw, reason="Asked")
    with pytest.raises(IntegrityError, match="a legal hold keeps it"), transaction.atomic():
        Removal.objects.create(raw=reply.raw, digest="x", size=1, path="x", removed_at=NOW, reason="x")
    set_clock(NOW + dt.timedelta(days=2_000))
    Reseller.objects.update(evidence_days=90)
    remove_due()
    assert not Removal.objects.filter(raw=reply.raw).exists()
    end_legal_hold(by=custodian, hold=hold, reason="Judged")
    with pytest.raises(IntegrityError, match="words change only"), transaction.atomic():
        PassingReply.objects.filter(pk=reply.pk).update(text="")


def test_what_could_not_be_read_goes_with_the_answer_that_it_repeats(
    desk: Client, case: Case, outside: Recipient, staff: Staff, own_files: Path
) -> None:
    made = passed(desk, case, outside)
    data = f"From: a@hoster.example\nIn-Reply-To: <P-{made.number}.x@acme.example>\nContent-Type: image/png\n\nMaterial"
    raw, _new = store_raw(data=data.encode(), door=Source.MAIL)
    take_in(raw)
    reply = PassingReply.objects.get(raw=raw)
    custodian = staff(Role.EVIDENCE_CUSTODIAN)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=NOW)
    remove_raw_report(by=custodian, raw=raw, reason="Asked")
    reply.refresh_from_db()
    assert "Material" not in reply.text


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with listening() as made:
        yield made


@pytest.fixture
def api(admin: Any, endpoint: Endpoint) -> Recipient:
    return register_recipient(
        by=admin, kind=RecipientKind.OUTSIDE, name="Elsewhere", way=Way.API, address=endpoint.url, token="pv_secret"
    )


def test_a_call_is_signed_carries_the_token_and_is_tried_again(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint, acme_in_october: SetClock
) -> None:
    endpoint.answer = 503
    made = passed(desk, case, api)
    assert send_passings() == 0
    endpoint.answer = 202
    acme_in_october(Passing.objects.get().next_attempt_at)
    assert send_passings() == 1
    (first, body), (second, again) = endpoint.calls
    assert body == again
    for headers in (first, second):
        assert headers["authorization"] == "Bearer pv_secret"
        assert headers["idempotency-key"] == headers["webhook-id"] == str(made.pk)
        assert headers["webhook-signature"].startswith("v1,")
    for word in words_of(case):
        assert word.encode().lower() not in body.lower()
    assert json.loads(body)["report_id"] == str(made.pk)
    assert "pv_secret" not in Recipient.objects.get(pk=api.pk).token
    assert Passing.objects.get().ask_at is None, "it named no status address"


def test_what_the_recipient_refuses_for_good_is_shown_and_waits_for_somebody(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint
) -> None:
    endpoint.answer = 422
    made = passed(desk, case, api)
    send_passings()
    made.refresh_from_db()
    assert (made.status, made.attempts) == ("failed", 1)
    look([Kind.PASSED])
    assert Alert.objects.filter(kind=Kind.PASSED, settled_at=None).exists()
    note_passing(by=holds.officer(), passing=made)
    with pytest.raises(Refused, match="noted"):
        note_passing(by=holds.officer(), passing=made)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/api/", "http://elsewhere.example/x", "https://127.0.0.1/x", "http://u@127.0.0.1/x", "x"]
)
def test_a_status_address_elsewhere_is_never_asked_since_the_token_goes_there(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint, url: str
) -> None:
    from enforcement.cases.passing.sending import same_origin  # noqa: PLC0415 - one rule of it

    assert not same_origin(url, endpoint.url)


def asked(made: Passing, endpoint: Endpoint) -> None:
    """As if the recipient had answered with a status address."""
    Passing.objects.filter(pk=made.pk).update(
        status="delivered", sent_at=NOW, ended_at=NOW, status_url=endpoint.url, ask_at=NOW
    )


def test_the_state_is_asked_with_the_token_until_it_is_over(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint, acme_in_october: SetClock
) -> None:
    made = passed(desk, case, api)
    asked(made, endpoint)
    for state, reason in (("queued", ""), ("processing", ""), ("completed", "no_violation")):
        endpoint.states = json.dumps({"status": state, "reason": reason}).encode()
        acme_in_october(Passing.objects.get().ask_at)
        assert ask_recipients() == 1
        made.refresh_from_db()
        assert (made.remote_status, made.remote_reason) == (state, reason)
    assert made.ask_at is None
    assert ask_recipients() == 0
    assert {one["authorization"] for one in endpoint.asked} == {"Bearer pv_secret"}
    assert Entry.objects.filter(verb="passing.answered").count() == 3
    assert "No violation found" in desk.get(f"/desk/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize("answer", [b"", b"{", b"[]", b'{"status": "done"}', b"x" * 100_000, b"[" * 50_000])
def test_an_answer_that_says_nothing_is_shown_and_asked_again(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint, answer: bytes
) -> None:
    made = passed(desk, case, api)
    asked(made, endpoint)
    endpoint.states = answer
    assert ask_recipients() == 0
    made.refresh_from_db()
    assert made.ask_failure
    assert made.ask_at is not None
    assert made.ask_at > NOW


def test_nobody_is_asked_for_ever(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint, acme_in_october: SetClock
) -> None:
    made = passed(desk, case, api)
    asked(made, endpoint)
    endpoint.states_status = 503
    acme_in_october(NOW + ASKED_FOR)
    ask_recipients()
    made.refresh_from_db()
    assert made.ask_at is None
    assert made.ask_failure.startswith("503")


def test_in_production_nobody_inside_is_called(
    desk: Client, case: Case, api: Recipient, endpoint: Endpoint, settings: Any
) -> None:
    passed(desk, case, api)
    settings.PRODUCTION = True
    send_passings()
    assert endpoint.calls == []
    assert "not a public address" in Passing.objects.get().answer


def test_the_list_of_cases_and_of_what_was_passed_on_find_it(desk: Client, case: Case, outside: Recipient) -> None:
    assert str(case.pk) not in desk.get("/desk/cases/?passed=any").content.decode()
    made = passed(desk, case, outside)
    for passed_on, found in (("any", True), ("waiting", True), ("answered", False)):
        assert (str(case.pk) in desk.get(f"/desk/cases/?passed={passed_on}").content.decode()) is found
        results = desk.get(f"/api/v1/cases/?passed={passed_on}").json()["results"]
        assert bool(results) is found
    for address in ("/desk/passings/", "/desk/passings/?kind=downstream", f"/desk/passings/?case={case.pk}"):
        assert str(made) in desk.get(address).content.decode()
    assert str(made) not in desk.get("/desk/passings/?kind=upstream").content.decode()
    assert "Hoster" in b"".join(desk.get("/desk/passings/list.csv")).decode()


def test_the_api_looks_passes_lists_and_withdraws(desk: Client, case: Case, outside: Recipient, admin: Any) -> None:
    [to] = [one for one in desk.get("/api/v1/passings/destinations/").json() if one["name"] == "Hoster"]
    body = {
        "case": str(case.pk),
        "to": to["key"],
        "target": "192.0.2.7",
        "started_at": "2026-10-28T19:00:00Z",
        "ended_at": "2026-10-28T19:00:00Z",
        "evidence": [evidence(case, "zonnebloem.txt")],
        "reason": "Theirs.",
    }

    def post(path: str, said: Any) -> Any:
        return desk.post(f"/api/v1/passings/{path}", json.dumps(said), content_type="application/json")

    seen = post("preview/", body).json()
    assert not Passing.objects.exists()
    made = post("", body | {"reference": seen["reference"], "seen": seen["digest"]})
    assert made.status_code == 201, made.content
    assert (made.json()["digest"], made.json()["report"]) == (seen["digest"], seen["report"])
    assert desk.get(f"/api/v1/passings/?case={case.pk}&status=queued").json()["results"] == [made.json()]
    taken = post(f"{made.json()['id']}/withdraw/", {"reason": "A mistake."})
    assert taken.json()["status"] == "failed"
    refused = post("", body | {"words": NAME})
    assert (refused.status_code, refused.json()["code"]) == (422, "names_customer")


def test_an_administrator_registers_and_ends_recipients(client_at: ClientAt, admin: Any, outside: Recipient) -> None:
    client = client_at("acme", admin)
    form = {"name": "Other", "kind": "outside", "way": "mail", "address": "abuse@other.example"}
    assert client.post("/desk/recipients/new/", form).status_code == 302
    assert client.post("/desk/recipients/new/", form).status_code == 409
    for wrong in ({"address": "nobody"}, {"way": "api", "address": "ftp://x.example/"}, {"name": " "}):
        assert client.post("/desk/recipients/new/", {**form, "name": "New", **wrong}).status_code == 422
    listed = client.get("/desk/recipients/").content.decode()
    assert "abuse@other.example" in listed
    client.post(f"/desk/recipients/{outside.pk}/end/")
    outside.refresh_from_db()
    assert outside.ended_at is not None
    with pytest.raises(Refused, match="no more already"):
        end_recipient(by=admin, recipient=outside)
    assert client_at("acme", holds.officer()).post("/desk/recipients/new/", form).status_code == 403


def test_what_was_passed_on_never_changes(desk: Client, case: Case, outside: Recipient) -> None:
    made = passed(desk, case, outside)
    changes: list[dict[str, Any]] = [{"digest": "0"}, {"report": {}}, {"address": "x"}, {"names_customer": True}]
    for change in changes:
        with pytest.raises(Exception, match=r"permission denied|Cannot"), transaction.atomic():
            Passing.objects.filter(pk=made.pk).update(**change)
