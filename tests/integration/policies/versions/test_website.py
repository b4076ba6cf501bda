"""The declared website is fetched daily; an alarm says when it stops showing the policy, once, and ends by itself."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.test import Client

from policies.versions.actions import postpone_version
from policies.versions.actions.proving import EMBED, keep_proof
from policies.versions.fetching import Fetched
from policies.versions.models import Policy, PolicyVersion, PostingProof, WebsiteAlarm
from policies.versions.queries import due_proofs
from policies.versions.tasks import mail_website_alarms
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.factories.versions import document, posted_policy, writer

pytestmark = pytest.mark.usefixtures("acme")
START = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def served(version: PolicyVersion, words: str = "", *, status: int | None = 200) -> PostingProof:
    """The website answered this."""
    problem = "" if status else "The website did not answer: refused."
    return keep_proof(version=version, fetched=Fetched("http://acme.example/aup/", status, words.encode(), problem))


def due() -> bool:
    return bool(due_proofs(at=clock.now()))


def test_it_is_fetched_after_each_effect_and_again_every_day(set_clock: Callable[[object], None]) -> None:
    set_clock(START)
    version = posted_policy()
    assert due()
    served(version, version.digest)
    set_clock(START + 23 * HOUR)
    assert not due()
    set_clock(START + 24 * HOUR + MINUTE)
    assert due()
    served(version, version.digest)
    ahead = posted_policy(document(spam="sending no mail;"), effective_at=START + 30 * HOUR)
    assert not due(), "announced, not in force"
    set_clock(START + 30 * HOUR + MINUTE)
    assert due_proofs(at=clock.now()) == [ahead]


def test_words_that_are_not_the_policy_raise_the_alarm_at_once_and_good_ones_end_it(
    set_clock: Callable[[object], None],
) -> None:
    set_clock(START)
    version = posted_policy()
    served(version, "something else")
    alarm = WebsiteAlarm.objects.get()
    assert alarm.cleared_at is None
    set_clock(START + HOUR - MINUTE)
    assert not due()
    set_clock(START + HOUR + MINUTE)
    assert due(), "every hour while it stands"
    served(version, "still something else")
    assert WebsiteAlarm.objects.count() == 1
    good = served(version, f"<p>{version.digest}</p>")
    alarm.refresh_from_db()
    assert (alarm.cleared_by_id, alarm.cleared_at is not None) == (good.pk, True)
    assert not due()
    verbs = Entry.objects.filter(verb__startswith="website.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["website.alarm_raised", "website.alarm_cleared"]


@pytest.mark.parametrize("status", [None, 503])
def test_silence_is_asked_again_before_anybody_is_alarmed(
    set_clock: Callable[[object], None], status: int | None
) -> None:
    set_clock(START)
    version = posted_policy()
    served(version, status=status)
    assert not WebsiteAlarm.objects.exists()
    set_clock(START + 9 * MINUTE)
    assert not due()
    set_clock(START + 11 * MINUTE)
    assert due()
    served(version, status=status)
    assert WebsiteAlarm.objects.count() == 1


def test_a_page_fetched_while_another_version_took_effect_alarms_nobody(set_clock: Callable[[object], None]) -> None:
    set_clock(START)
    first = posted_policy()
    set_clock(START + HOUR)
    posted_policy(document(spam="sending no mail;"))
    served(first, "the words of the second")
    assert not WebsiteAlarm.objects.exists()


def test_an_alarm_ends_also_where_a_clock_was_set_back(set_clock: Callable[[object], None]) -> None:
    set_clock(START)
    version = posted_policy()
    set_clock(START + HOUR)
    served(version, "something else")
    set_clock(START + MINUTE)
    served(version, version.digest)
    alarm = WebsiteAlarm.objects.get()
    assert alarm.cleared_at == alarm.raised_at


def test_staff_are_mailed_once_for_each_change_of_state(staff: Staff) -> None:
    staff(Role.APPROVER, email="piet@acme.example")
    staff(Role.FINANCE, email="fin@acme.example")
    version = posted_policy()
    told = 0
    for words, subject in (("no", "does not show"), ("no", ""), (version.digest, "again"), (version.digest, "")):
        served(version, words)
        for _twice in range(2):
            mail_website_alarms.apply(headers={"schema": "acme"}).get()
        new = [one for one in mail.outbox[told:] if one.to == ["piet@acme.example"]]
        assert [subject in one.subject for one in new] == ([True] if subject else [])
        told = len(mail.outbox)
    assert not [one for one in mail.outbox if one.to == ["fin@acme.example"]]
    assert "/desk/policy/website/" in str(mail.outbox[0].body)


def test_only_the_declared_website_may_frame_it(acme: Reseller, client_at: Callable[..., Client]) -> None:
    assert client_at("acme").get(EMBED).status_code == 404
    posted_policy()
    Reseller.objects.filter(pk=acme.pk).update(website="https://www.acme.example/terms/")
    answer = client_at("acme").get(EMBED)
    assert "frame-ancestors 'self' https://www.acme.example" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    other = client_at("acme").get("/aup/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_the_desk_shows_the_alarm_what_to_put_there_and_checks(
    client_at: Callable[..., Client], staff: Staff, set_clock: Callable[[object], None]
) -> None:
    client = client_at("acme", staff(Role.APPROVER))
    set_clock(START)
    assert client.post("/desk/policy/website/").status_code == 404
    version = posted_policy()
    served(version, "something else")
    page = client.get("/desk/policy/website/").content.decode()
    assert "It does not show your policy" in page
    assert version.digest in page
    assert EMBED in page
    assert "website that does not show your policy" in client.get("/desk/").content.decode()
    assert "Your website does not show your policy" in client.get("/desk/policy/").content.decode()
    assert client.post("/desk/policy/website/").status_code == 429
    set_clock(START + 2 * MINUTE)
    assert client.post("/desk/policy/website/").status_code == 302
    assert Entry.objects.filter(verb="website.check_asked").count() == 1
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert auditor.get("/desk/policy/website/").status_code == 200
    assert auditor.post("/desk/policy/website/").status_code == 403


def test_machines_see_the_state_and_ask(
    client_at: Callable[..., Client], staff: Staff, set_clock: Callable[[object], None]
) -> None:
    set_clock(START)
    version = posted_policy()
    served(version, "something else")
    client = client_at("acme", staff(Role.EDITOR))
    told = client.get("/api/v1/proofs/website/").json()
    assert (told["version"]["number"], told["last"]["shows_version"]) == (1, False)
    assert told["alarm"]["cleared_at"] is None
    assert client.post("/api/v1/proofs/check/").json()["code"] == "too_soon"
    set_clock(START + 2 * MINUTE)
    assert client.post("/api/v1/proofs/check/").status_code == 202
    assert client_at("acme", staff(Role.AUDITOR)).post("/api/v1/proofs/check/").status_code == 403


def test_postponements_are_told_in_the_feed_among_the_versions_and_in_the_evidence(
    client_at: Callable[..., Client], set_clock: Callable[[object], None]
) -> None:
    set_clock(START)
    posted_policy()
    ahead = posted_policy(document(spam="sending no mail;"), effective_at=START + 30 * HOUR)
    postpone_version(by=writer(), version=ahead, to=START + 60 * HOUR, reason="The translation is late.")
    for path in ("/aup/feed.atom", "/aup/versions/"):
        words = client_at("acme").get(path).content.decode()
        assert "The translation is late." in words
        assert "2026-10-02T06:00:00+00:00" in words


def test_an_alarm_once_raised_stands_as_it_was() -> None:
    served(posted_policy(), "something else")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        WebsiteAlarm.objects.update(raised_at=START)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        WebsiteAlarm.objects.all()._raw_delete("default")
    assert Policy.objects.get().website_alarms.count() == 1
