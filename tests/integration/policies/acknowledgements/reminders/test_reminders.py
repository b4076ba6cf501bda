"""Customers that have not acknowledged are reminded by the tenant's schedule: each once for each step."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django.asserts import assertContains

from policies.acknowledgements.actions import decline
from policies.acknowledgements.models import Reminder, ReminderRun
from policies.acknowledgements.reminders.actions import remind
from policies.acknowledgements.reminders.queries import reminders_due
from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Delivery, Notice
from policies.versions.actions import withdraw_version
from policies.versions.models import Significance
from tenants.customers.models import Capacity, Customer
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, member, person_of
from tests.factories.versions import document, posted_policy, writer
from tests.integration.policies.acknowledgements.test_concurrency import at_once

Clock = Callable[[dt.datetime | None], None]
START = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def schedule(acme: Reseller, set_clock: Clock) -> Clock:
    """Acme reminds after 3, 7 and 14 days; the clock stands at the posting, and the fixture sets it."""
    Reseller.objects.filter(pk=acme.pk).update(reminder_days=[14, 3, 7, 7])
    set_clock(START)
    return set_clock


def told(who: Customer) -> int:
    """How many reminders the customer's first person was sent."""
    found = Delivery.objects.filter(notice__kind="reminder", recipient=person_of(who))
    return found.values("notice").distinct().count()


def test_who_has_not_acknowledged_is_reminded_on_each_day_of_the_schedule_and_once(schedule: Clock) -> None:
    version, late, done = posted_policy(), customer("Late"), customer("Done")
    acknowledged(version, done)
    seen = []
    for days in (2, 3, 3.5, 6, 7, 8, 14, 20, 200):
        schedule(START + days * DAY + dt.timedelta(minutes=1))
        assert reminders_due() == (days in {3, 7, 14})
        remind()
        assert not reminders_due()
        seen.append(told(late))
    assert seen == [0, 1, 1, 1, 2, 2, 3, 3, 3]
    assert told(done) == 0
    assert list(Reminder.objects.order_by("days").values_list("days", flat=True)) == [3, 7, 14]
    assert Entry.objects.filter(verb="version.reminded").count() == ReminderRun.objects.count() == 3


def test_the_mail_names_the_version_and_leads_to_it(schedule: Clock) -> None:
    posted_policy(summary="Bulk mail is out.")
    who = customer("Late", person="Ann")
    schedule(START + 4 * DAY)
    remind()
    deliver_due()
    (sent,) = [one for one in mail.outbox if one.extra_headers["X-Proviso-Kind"] == "reminder"]
    assert sent.to == [person_of(who).email]
    assert "please acknowledge version 1" in sent.subject
    html = str(sent.alternatives[0][0])  # type: ignore[attr-defined]  # a mail in two forms
    for words in ("Hello Ann", "Nobody who represents you has acknowledged it yet", "Bulk mail is out.", "/my/aup/"):
        assert words in sent.body
        assert words in html


def test_a_step_missed_is_made_good_once_and_earlier_ones_are_not_sent_after_it(schedule: Clock) -> None:
    posted_policy()
    who = customer()
    schedule(START + 9 * DAY)
    assert remind() == 1
    assert list(Reminder.objects.values_list("days", flat=True)) == [7]
    assert remind() == 0
    assert told(who) == 1


def test_who_declined_or_joined_later_or_has_nobody_is_treated_as_what_they_are(schedule: Clock) -> None:
    version, refusing, alone = posted_policy(), customer(), customer(capacity=Capacity.ACCOUNT_USER)
    decline(by=person_of(refusing), customer=refusing, digest=version.digest)
    joining = customer(since=START + 5 * DAY)
    ended = customer(until=START + 2 * DAY)
    by_user = customer()
    acknowledged(version, by_user, by=member(by_user, capacity=Capacity.ACCOUNT_USER))
    schedule(START + 6 * DAY)
    assert remind() == 1
    assert [told(who) for who in (refusing, alone, joining, ended, by_user)] == [0, 0, 0, 0, 1]
    schedule(START + 8 * DAY + dt.timedelta(hours=1))
    assert remind() == 2
    assert (told(joining), told(by_user)) == (1, 2)


def test_an_editorial_version_asks_nobody_anew_and_what_was_asked_before_goes_on(schedule: Clock) -> None:
    version, done, late = posted_policy(), customer(), customer()
    acknowledged(version, done)
    schedule(START + 4 * DAY)
    remind()
    editorial = posted_policy(
        document(spam="sending mail that nobody has asked for;"), significance=Significance.EDITORIAL
    )
    schedule(START + 8 * DAY)
    assert remind() == 1
    assert (told(done), told(late)) == (0, 2)
    assert Notice.objects.filter(kind="reminder").latest("created_at").version == editorial
    assert set(Reminder.objects.values_list("version", flat=True)) == {version.pk}
    schedule(START + 11 * DAY + dt.timedelta(hours=1))
    assert remind() == 0


def test_a_first_version_that_is_editorial_asks_nobody(schedule: Clock) -> None:
    posted_policy(significance=Significance.EDITORIAL)
    customer()
    schedule(START + 30 * DAY)
    assert not reminders_due()


def test_what_was_superseded_or_withdrawn_asks_for_nothing_any_longer(schedule: Clock) -> None:
    posted_policy()
    who = customer()
    schedule(START + 2 * DAY)
    second = posted_policy(document(spam="sending any bulk mail;"))
    ahead = posted_policy(document(spam="sending mail;"), effective_at=START + 90 * DAY)
    schedule(START + 4 * DAY)
    assert remind() == 0
    schedule(START + 5 * DAY + dt.timedelta(hours=1))
    assert remind() == 2
    about = Notice.objects.filter(kind="reminder").values_list("version", "path")
    assert set(about) == {(second.pk, "/my/aup/"), (ahead.pk, "/my/aup/?version=3")}
    withdraw_version(by=writer(), version=ahead)
    schedule(START + 10 * DAY)
    assert remind() == 1
    assert told(who) == 3


def test_without_a_schedule_nobody_is_reminded(acme: Reseller, set_clock: Clock) -> None:
    set_clock(START)
    posted_policy()
    customer()
    set_clock(START + 60 * DAY)
    assert not reminders_due()
    assert remind() == 0
    assert not Notice.objects.filter(kind="reminder").exists()


def test_what_dies_before_its_commit_leaves_nothing_and_is_done_again(schedule: Clock) -> None:
    posted_policy()
    who = customer()
    schedule(START + 3 * DAY + dt.timedelta(hours=1))
    with transaction.atomic():
        assert remind() == 1
        transaction.set_rollback(True)
    assert not ReminderRun.objects.exists()
    assert reminders_due()
    assert remind() == 1
    assert told(who) == 1


def test_workers_at_the_same_moment_remind_once(own_database: str) -> None:
    with standing_in("acme") as acme:
        Reseller.objects.filter(pk=acme.pk).update(reminder_days=[1])
        clock.set_to(START)
        posted_policy()
        people = [customer() for _ in range(20)]
        clock.set_to(START + 2 * DAY)
        counts: list[int] = []
        assert at_once(*[lambda: counts.append(remind())] * 5) == []
        assert sorted(counts) == [0, 0, 0, 0, 20]
        assert {told(who) for who in people} == {1}
        assert ReminderRun.objects.count() == Notice.objects.filter(kind="reminder").count() == 1
        clock.set_to(None)


def test_the_desk_and_the_api_set_the_schedule(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    client: Client = client_at("acme", staff(Role.ADMINISTRATOR))
    assertContains(client.get("/desk/settings/"), "Reminders after days")
    changed = client.post("/api/v1/settings/change/", {"reminder_days": [3, 7]}, "application/json")
    assert changed.json()["reminder_days"] == [3, 7]
    assert Entry.objects.get(verb="settings.changed").facts == {"reminder_days": ["[]", "[3, 7]"]}
    for wrong in ([0], [366], ["x"], list(range(1, 12))):
        answer = client.post("/api/v1/settings/change/", {"reminder_days": wrong}, "application/json")
        assert answer.status_code == 400, wrong
    acme.refresh_from_db()
    assert acme.reminder_days == [3, 7]


@pytest.mark.parametrize("table", ["acknowledgements_reminder", "acknowledgements_reminderrun"])
@pytest.mark.parametrize("attack", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET version_id = NULL"])
def test_the_login_role_forgets_no_reminder(schedule: Clock, table: str, attack: str) -> None:
    posted_policy()
    customer()
    schedule(START + 4 * DAY)
    remind()
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(table))
    assert Reminder.objects.count() == ReminderRun.objects.count() == 1
