"""What senders of mails are told, and what becomes of their answers; muting; nobody's flood costs another."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core import mail as outgoing
from django.test import Client

from enforcement.reports import throttle
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in, take_in_due
from enforcement.reports.following.outbox import mail_due
from enforcement.reports.models import MutedSender, RawReport, Reason, Report, ReportMail, ReportStatus, Source
from enforcement.reports.senders.queries import record_of
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.factories import cases, customers, holds, versions
from tests.factories.mails import mail

pytestmark = pytest.mark.usefixtures("acme", "own_files")
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
ClientAt = Callable[..., Client]
SetClock = Callable[[dt.datetime | None], None]


@pytest.fixture(autouse=True)
def october(set_clock: SetClock) -> SetClock:
    set_clock(NOW)
    return set_clock


def mailed(data: bytes) -> list[Report]:
    """The reports that a mail makes."""
    return take_in(store_raw(data=data, door=Source.MAIL)[0])


def nth(number: int, **headers: str) -> bytes:
    """One of many mails."""
    return mail(
        f"Mail {number} of spam came from 192.0.2.7 at 13:45 UTC.", Message_ID=f"<{number}@desk.example>", **headers
    )


def test_who_mails_a_report_is_told_once_in_an_hour_with_a_link_to_each(october: SetClock, client_at: ClientAt) -> None:
    mailed(nth(1))
    mailed(nth(2))
    mail_due()
    (told,) = outgoing.outbox
    assert told.to == ["abuse@desk.example"]
    assert told.extra_headers["Auto-Submitted"] == "auto-replied"
    assert told.extra_headers["In-Reply-To"] == "<1@desk.example>"
    assert "R-1" in told.subject
    link = re.search(r"http://acme\.localhost\S*(/report/\S+/)", str(told.body))
    assert link
    assert client_at("acme").get(link[1]).status_code == 200
    october(NOW + dt.timedelta(hours=1))
    mailed(nth(3))
    mail_due()
    assert len(outgoing.outbox) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@desk.example"},
        {"From": "abuse@acme.example"},
        {"From": "nobody at all"},
        {"From": ""},
    ],
)
def test_no_machine_nobody_and_none_of_our_own_is_told(acme: Reseller, headers: dict[str, str]) -> None:
    Reseller.objects.filter(pk=acme.pk).update(abuse_mailbox="abuse@acme.example")
    mailed(nth(1, **headers))
    mail_due()
    assert outgoing.outbox == []
    assert RawReport.objects.get().read_at is not None


def test_an_automatic_answer_is_joined_to_its_report_and_never_answered(client_at: ClientAt, staff: Staff) -> None:
    (report,) = mailed(nth(1))
    assert mail_due() == 1
    outgoing.outbox.clear()
    answer = mail(
        "Your ticket [#4711] was received.",
        From="no-reply@desk.example",
        Subject="Re: Your report R-1",
        Message_ID="<auto@desk.example>",
        Auto_Submitted="auto-replied",
    )
    assert mailed(answer) == []
    mail_due()
    kept = ReportMail.objects.get()
    assert (kept.report, kept.automatic) == (report, True)
    assert Report.objects.count() == 1
    assert outgoing.outbox == []
    page = client_at("acme", staff(Role.CASE_OFFICER)).get(f"/desk/reports/{report.pk}/").content.decode()
    assert "Your ticket [#4711] was received." in page


def test_what_the_reporter_answers_is_kept_with_the_report() -> None:
    (report,) = mailed(nth(1))
    assert mailed(mail("It goes on.", Subject="Re: Your report R-1", Message_ID="<2@desk.example>")) == []
    assert [(one.report, one.automatic) for one in ReportMail.objects.all()] == [(report, False)]


def test_a_number_in_a_strangers_mail_hides_no_report() -> None:
    mailed(nth(1))
    (made,) = mailed(nth(2, From="else@other.example", Subject="R-1 and spam from 192.0.2.9"))
    assert made.number == 2
    assert not ReportMail.objects.exists()


def test_a_muted_senders_report_is_kept_and_completed_and_gets_no_answer(client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme", staff(Role.CASE_OFFICER))
    assert client.post("/desk/reports/senders/", {"sender": "nonsense", "reason": "x"}).status_code == 422
    assert client.post("/desk/reports/senders/", {"sender": "@Desk.example", "reason": "Noise"}).status_code == 302
    assert client.post("/desk/reports/senders/", {"sender": "desk.example", "reason": "Again"}).status_code == 409
    (report,) = mailed(nth(1, From="robot@mail.desk.example"))
    report.refresh_from_db()
    assert (report.status, report.reason) == (ReportStatus.COMPLETED, Reason.MUTED)
    assert mail_due() == 0
    assert outgoing.outbox == []
    muted = MutedSender.objects.get()
    assert client.post(f"/desk/reports/senders/{muted.pk}/unmute/").status_code == 302
    (report,) = mailed(nth(2, From="robot@mail.desk.example"))
    assert report.status == ReportStatus.QUEUED


def test_machines_mute_and_unmute_too(client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme", staff(Role.CASE_OFFICER))
    said = {"sender": "robot@desk.example", "reason": "Noise"}
    made = client.post("/api/v1/muted-senders/", said, content_type="application/json")
    assert made.status_code == 201
    assert client.get("/api/v1/muted-senders/?sender=robot@desk.example").json()["count"] == 1
    ended = client.post(f"/api/v1/muted-senders/{made.json()['id']}/unmute/")
    assert ended.json()["ended_at"]


def test_a_report_shows_what_came_of_its_senders_earlier_ones(client_at: ClientAt, staff: Staff) -> None:
    version = versions.posted_policy(at=NOW - dt.timedelta(days=20))
    customer = customers.customer("Xavier BV", networks=["192.0.2.0/28"])
    (first,) = mailed(nth(1))
    case = cases.case(customer, reports=[first])
    cases.determination(case, version)
    (other,) = mailed(nth(2, Subject="Malware").replace(b"spam", b"malware"))
    found = record_of("Abuse@desk.example")
    assert found is not None
    assert (found.sent, found.upheld, found.rejected) == (2, 1, 0)
    page = client_at("acme", holds.officer()).get(f"/desk/reports/{other.pk}/").content.decode()
    assert "Reports: 2, upheld: 1, rejected: 0." in page


def test_too_many_mails_of_one_sender_wait_and_others_do_not(
    october: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enforcement.reports.doors.taking_in.FROM_ONE_ADDRESS", 2)
    made = [len(mailed(nth(number))) for number in range(1, 4)]
    assert made == [1, 0, 0]
    assert len(mailed(nth(4, From="other@elsewhere.example"))) == 1
    october(NOW + dt.timedelta(hours=1, minutes=1))
    take_in_due()
    october(NOW + dt.timedelta(hours=3))
    take_in_due()
    assert Report.objects.count() == RawReport.objects.count() == 4
    assert throttle.FROM_ONE_ADDRESS > 2
