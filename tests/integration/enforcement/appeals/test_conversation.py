"""The customer and the company write to each other about an appeal, each mailed to the other side, with files."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from enforcement.appeals.actions import withdraw_appeal
from enforcement.appeals.conversation.actions import pass_on_words, write_as_customer, write_as_staff
from enforcement.appeals.models import Appeal, AppealEvidence, AppealMessage, Side
from enforcement.cases.models import Determination
from enforcement.reports.evidence import Received
from enforcement.reports.models import EvidenceUse
from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Delivery
from tenants.alerts.mails import send_mails
from tenants.alerts.models import Alert
from tenants.customers.models import Capacity
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tests.factories import appeals, customers, holds
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
LOG = Received(filename="../log.txt", content_type="text/plain", data=b"10:00 nothing was sent")


@pytest.fixture
def filed(found: Determination) -> Appeal:
    """An appeal that is open."""
    return appeals.appeal(found)


def representative(filed: Appeal) -> User:
    return customers.person_of(filed.customer)


def upload(name: str = "log.txt", data: bytes = b"10:00 nothing was sent") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def test_both_sides_write_on_the_appeals_page_and_each_is_mailed_a_link(
    filed: Appeal, client_at: ClientAt, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    reviewer = appeals.reviewer()
    user = customers.member(filed.customer, email="uma@x.example", capacity=Capacity.ACCOUNT_USER)
    mine, desk = client_at("acme", user), client_at("acme", reviewer)
    page = f"/my/appeals/{filed.pk}/"
    assert f'action="{page}write/"' in mine.get(page).content.decode()
    assert mine.post(f"{page}write/", {"words": " "}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert mine.post(f"{page}write/", {"words": "Look <b>at</b> our log."})["Location"] == f"{page}#conversation"
    send_mails()
    (told,) = [one for one in mail.outbox if one.to == [reviewer.email] and "message" in one.body]
    assert f"/desk/appeals/{filed.pk}/" in told.body
    assert "Look" not in told.body
    there = f"/desk/appeals/{filed.pk}/"
    shown = desk.get(there).content.decode()
    assert "Look &lt;b&gt;at&lt;/b&gt; our log." in shown
    assert f'action="{there}write/"' in shown
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(f"{there}write/", {"words": "Which machine was it?"})
    assert answer["Location"] == f"{there}#conversation"
    deliver_due()
    assert {one.to[0] for one in mail.outbox} == {representative(filed).email, user.email}
    for one in mail.outbox:
        assert page in one.body
        assert "Which machine" not in one.body
        assert "sign-in/" not in one.body
    shown = mine.get(page).content.decode()
    assert shown.index("at&lt;/b&gt; our log") < shown.index("Which machine was it?")
    assert "Your provider" in shown
    assert "Third" not in shown
    assert [one.side for one in AppealMessage.objects.order_by("written_at")] == [Side.CUSTOMER, Side.COMPANY]
    assert Entry.objects.filter(verb="appeal.message_written").count() == 2
    assert not Alert.objects.filter(subject_type="appeals.appealmessage", settled_at=None).exists()


def test_what_the_customer_wrote_waits_for_staff_until_somebody_answers(
    filed: Appeal, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    def open_ones() -> int:
        return Alert.objects.filter(subject_type="appeals.appealmessage", settled_at=None).count()

    with django_capture_on_commit_callbacks(execute=True):
        write_as_customer(by=representative(filed), appeal=filed, words="Well?")
    assert open_ones() == 1
    with django_capture_on_commit_callbacks(execute=True):
        write_as_staff(by=appeals.reviewer(), appeal=filed, words="Soon.")
    assert open_ones() == 0


def test_files_come_with_the_filing_and_with_a_message(
    found: Determination, client_at: ClientAt, set_clock: Callable[[dt.datetime], None]
) -> None:
    mine = client_at("acme", customers.person_of(found.customer))
    desk = client_at("acme", appeals.reviewer())
    script = b"<script>alert(1)</script> 10:00 nothing"
    mine.post(f"/my/appeals/new/?determination={found.pk}", {"words": "No.", "evidence": upload("a.html", script)})
    filed = Appeal.objects.get()
    mine.post(f"/my/appeals/{filed.pk}/write/", {"words": "More.", "evidence": [upload(), upload("same.txt")]})
    first, *more = AppealEvidence.objects.order_by("received_at", "filename")
    assert (first.message, [one.filename for one in more]) == (None, ["log.txt", "same.txt"])
    assert EvidenceUse.objects.get().size == sum(one.size for one in (first, *more))
    kept = Path(settings.MEDIA_ROOT) / "acme" / first.path
    assert kept.stat().st_mode & 0o777 == 0o600
    for client, face in ((mine, "my"), (desk, "desk")):
        page = client.get(f"/{face}/appeals/{filed.pk}/").content.decode()
        assert all(one.filename in page for one in (first, *more))
        shown = client.get(f"/{face}/appeals/evidence/{first.pk}/")
        assert b"10:00 nothing" in shown.content
        assert b"<script>alert" not in shown.content
        address = client.post(f"/{face}/appeals/evidence/{first.pk}/open/")["Location"]
        fetched = client.get(address)
        assert fetched.content == script
        assert (fetched["Content-Type"], fetched["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
        assert fetched["Content-Disposition"].startswith("attachment")
        other = mine if client is desk else desk
        assert other.get(address.replace(f"/{face}/", "/desk/" if face == "my" else "/my/")).status_code == 410
        assert client.get(address.replace(str(first.pk), str(more[0].pk))).status_code == 410
    set_clock(clock.now() + dt.timedelta(minutes=2))
    assert desk.get(address).status_code == 410
    verbs = Entry.objects.filter(subject_id=str(first.pk)).values_list("verb", flat=True)
    assert sorted(verbs) == sorted(
        ["appeal.evidence_added", *["appeal.evidence_read"] * 2, *["appeal.evidence_opened"] * 2]
    )


def test_another_customer_sees_and_writes_nothing(filed: Appeal, client_at: ClientAt) -> None:
    write_as_staff(by=appeals.reviewer(), appeal=filed, words="Hello.", files=[LOG])
    evidence = AppealEvidence.objects.get()
    assert evidence.filename == "log.txt"
    stranger = customers.person_of(customers.customer("Other"))
    client = client_at("acme", stranger)
    for address in (f"evidence/{evidence.pk}/", f"evidence/{evidence.pk}/file/?key=x"):
        assert client.get(f"/my/appeals/{address}").status_code == 404
    assert client.post(f"/my/appeals/evidence/{evidence.pk}/open/").status_code == 404
    assert client.post(f"/my/appeals/{filed.pk}/write/", {"words": "x"}).status_code == 404
    for kind in ("messages", "evidence"):
        assert client.get(f"/api/v1/my-appeal-{kind}/").json()["results"] == []
        assert client.get(f"/api/v1/appeal-{kind}/").status_code == 403
    assert client.post("/api/v1/my-appeal-messages/", {"appeal": str(filed.pk), "words": "x"}).status_code == 400
    assert client.post(f"/api/v1/my-appeal-evidence/{evidence.pk}/open/").status_code == 404
    assert refused(write_as_customer, by=stranger, appeal=filed, words="x") == ("not_yours", 404)


def test_nothing_is_written_once_it_is_closed(filed: Appeal, client_at: ClientAt) -> None:
    withdraw_appeal(by=representative(filed), appeal=filed)
    mine = client_at("acme", representative(filed))
    page = mine.get(f"/my/appeals/{filed.pk}/").content.decode()
    assert "withdrawn: nothing more is written" in page
    assert "write/" not in page
    answer = mine.post(f"/my/appeals/{filed.pk}/write/", {"words": "Still."})
    assert answer.status_code == 409
    assert "withdrawn: nothing more is written" in answer.content.decode()
    assert refused(write_as_staff, by=appeals.reviewer(), appeal=filed, words="x") == ("appeal_closed", 409)
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        _message(filed, Side.COMPANY, appeals.reviewer())
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        AppealEvidence.objects.create(
            appeal=filed, filename="x", content_type="x", size=1, digest="x", path="x", received_at=clock.now()
        )


def test_who_filed_or_acts_for_the_customer_never_speaks_as_staff(
    found: Determination, staff: Staff, client_at: ClientAt
) -> None:
    both = staff(Role.CASE_OFFICER, Role.APPEAL_REVIEWER, name="Both")
    client = client_at("acme", both)
    client.post(f"/desk/appeals/new/?determination={found.pk}", {"words": "They rang.", "evidence": upload()})
    filed = Appeal.objects.get()
    assert AppealEvidence.objects.get().appeal == filed
    acting = customers.member(filed.customer, email=appeals.reviewer().email, capacity=Capacity.ACCOUNT_USER)
    for person in (both, acting):
        assert refused(write_as_staff, by=person, appeal=filed, words="x") == ("speaks_for_customer", 403)
        with pytest.raises(DatabaseError, match="other side"), transaction.atomic():
            _message(filed, Side.COMPANY, person)
    page = client.get(f"/desk/appeals/{filed.pk}/").content.decode()
    assert f"/desk/appeals/{filed.pk}/write/" not in page
    answer = client.post(f"/desk/appeals/{filed.pk}/pass-on/", {"words": "They rang again.", "evidence": upload()})
    assert answer.status_code == 302
    assert AppealMessage.objects.get().side == Side.CUSTOMER
    other = holds.officer()
    assert refused(pass_on_words, by=other, appeal=filed, words="x") == ("not_filed_by_you", 403)
    with pytest.raises(DatabaseError, match="other side"), transaction.atomic():
        _message(filed, Side.CUSTOMER, other)


def _message(appeal: Appeal, side: Side, person: User) -> AppealMessage:
    return AppealMessage.objects.create(
        appeal=appeal, side=side, words="x", written_by=person.pseudonym, written_at=clock.now()
    )


def test_length_number_and_files_are_bounded(filed: Appeal) -> None:
    given: dict[str, Any] = {"by": representative(filed), "appeal": filed}
    assert refused(write_as_customer, **given, words="x" * 10_001) == ("words", 422)
    assert refused(write_as_customer, **given, words="x", files=[LOG] * 6) == ("too_many_files", 422)
    assert refused(write_as_customer, **given, words="x", files=[Received("e", "", b"")]) == ("file_empty", 422)
    for _number in range(4):
        write_as_customer(**given, words="x", files=[LOG] * 5)
    assert refused(write_as_customer, **given, words="x", files=[LOG]) == ("appeal_full", 422)
    rows = [
        AppealMessage(
            appeal=filed, side=Side.CUSTOMER, words="x", written_by=given["by"].pseudonym, written_at=clock.now()
        )
        for _number in range(96)
    ]
    AppealMessage.objects.bulk_create(rows)
    assert refused(write_as_customer, **given, words="x") == ("too_many_messages", 422)
    assert write_as_staff(by=appeals.reviewer(), appeal=filed, words="Enough.").side == Side.COMPANY


def test_the_tenants_room_for_evidence_holds_for_appeals_too(filed: Appeal, client_at: ClientAt) -> None:
    from tenants.resellers.models import Reseller  # noqa: PLC0415 - only here

    Reseller.objects.filter(schema_name="acme").update(evidence_limit=1)
    big = Received("big", "", b"x" * 1_000_001)
    person = representative(filed)
    assert refused(write_as_customer, by=person, appeal=filed, words="x", files=[big]) == ("evidence_full", 507)
    assert not AppealMessage.objects.exists()


def test_messages_and_files_cannot_be_rewritten(filed: Appeal) -> None:
    write_as_staff(by=appeals.reviewer(), appeal=filed, words="Hello.", files=[LOG])
    for sql in (
        "UPDATE appeals_appealmessage SET words = 'Bye.'",
        "UPDATE appeals_appealmessage SET side = 'customer'",
        "DELETE FROM appeals_appealmessage",
        "UPDATE appeals_appealevidence SET digest = 'x'",
        "DELETE FROM appeals_appealevidence",
        "TRUNCATE appeals_appealmessage CASCADE",
        "UPDATE appeals_appealevidence SET removed_at = now()",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_through_the_api_with_filters_pages_and_problems(filed: Appeal, client_at: ClientAt) -> None:
    desk, mine = client_at("acme", appeals.reviewer()), client_at("acme", representative(filed))
    body = {"appeal": str(filed.pk), "words": "Hello.", "files": [upload()]}
    made = desk.post("/api/v1/appeal-messages/", body)
    assert (made.status_code, made.json()["side"]) == (201, "company")
    assert mine.post("/api/v1/my-appeal-messages/", body | {"files": [upload()]}).status_code == 201
    listed = desk.get(f"/api/v1/appeal-messages/?appeal={filed.pk}&side=customer&page_size=1").json()
    assert [(one["side"], one["words"]) for one in listed["results"]] == [("customer", "Hello.")]
    assert "written_by" in listed["results"][0]
    told = mine.get("/api/v1/my-appeal-messages/").json()["results"]
    assert [one["side"] for one in told] == ["company", "customer"]
    assert "written_by" not in told[0]
    evidence = told[0]["evidence"][0]["id"]
    for client, kind in ((desk, "appeal-evidence"), (mine, "my-appeal-evidence")):
        assert client.get(f"/api/v1/{kind}/?appeal={filed.pk}").json()["results"][0]["digest"]
        url = client.post(f"/api/v1/{kind}/{evidence}/open/").json()["url"]
        assert client.get(url).content == b"10:00 nothing was sent"
        text = client.post(f"/api/v1/{kind}/{evidence}/text/").json()
        assert text["parts"][0]["text"] == "10:00 nothing was sent"
    withdraw_appeal(by=representative(filed), appeal=filed)
    late = mine.post("/api/v1/my-appeal-messages/", {"appeal": str(filed.pk), "words": "Late."})
    assert (late.status_code, late["Content-Type"], late.json()["code"]) == (
        409,
        "application/problem+json",
        "appeal_closed",
    )
    again = {"determination": str(filed.determination_id), "words": "Anew.", "files": [upload()]}
    answer = mine.post("/api/v1/my-appeals/", again)
    assert (answer.status_code, answer.json()["evidence"][0]["filename"]) == (201, "log.txt")


def test_who_left_is_not_mailed(filed: Appeal) -> None:
    user = customers.member(filed.customer, email="uma@x.example", capacity=Capacity.ACCOUNT_USER)
    write_as_customer(by=user, appeal=filed, words="Hello.")
    filed.customer.memberships.filter(user=user).update(until=clock.now())
    message = write_as_staff(by=appeals.reviewer(), appeal=filed, words="Hello.")
    told = Delivery.objects.filter(notice__kind="appeal_message", notice__subject_id=str(message.pk))
    assert {one.recipient for one in told} == {representative(filed)}
    assert refused(write_as_customer, by=user, appeal=filed, words="x") == ("not_yours", 404)
