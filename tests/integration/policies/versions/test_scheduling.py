"""A version posted for later: after the notice period, put off, withdrawn; and exactly one in force at any time."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, InternalError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.drafts.actions import post_version
from policies.drafts.models import Draft
from policies.notices.models import Channel, Delivery, Notice
from policies.versions.actions import postpone_version, withdraw_version
from policies.versions.models import PolicyVersion, Postponement, Significance
from policies.versions.queries import in_force, standing_versions
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff
from tests.factories import customers as make
from tests.factories.versions import document, draft, posted_policy, writer

OCTOBER = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
DECEMBER = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SetClock = Callable[[dt.datetime], None]

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def scheduled(set_clock: SetClock) -> PolicyVersion:
    """Version 2, posted in October for November."""
    make.customer(email="ada@customer.example")
    posted_policy(at=OCTOBER)
    set_clock(OCTOBER + DAY)
    return posted_policy(document(spam="sending any bulk mail;"), effective_at=NOVEMBER)


@pytest.fixture
def approver(staff: Staff, client_at: ClientAt) -> Client:
    """Somebody who posts."""
    return client_at("acme", staff(Role.EDITOR, Role.APPROVER))


def put_off(version: PolicyVersion, to: dt.datetime = DECEMBER, reason: str = "Translations are late.") -> Postponement:
    return postpone_version(by=writer(), version=version, to=to, reason=reason)


def test_a_scheduled_version_is_put_off_and_everybody_is_told_why(
    scheduled: PolicyVersion, approver: Client, set_clock: SetClock
) -> None:
    address = f"/desk/policy/versions/{scheduled.pk}/postpone/"
    assert address in approver.get(f"/desk/policy/versions/{scheduled.pk}/").content.decode()
    assert approver.get(address).status_code == 200
    answer = approver.post(address, {"to": "2026-12-01T12:00", "reason": "Translations are late."})
    assert answer.status_code == 302
    scheduled.refresh_from_db()
    assert scheduled.effective_at == DECEMBER
    assert "Translations are late." in approver.get(f"/desk/policy/versions/{scheduled.pk}/").content.decode()
    notice = Notice.objects.get(kind="postponed")
    assert {row.channel for row in notice.deliveries.all()} == {"mail", "inbox"}
    entry = Entry.objects.get(verb="version.postponed")
    assert entry.facts["effect_before"] == NOVEMBER.isoformat()
    set_clock(NOVEMBER + DAY)
    current = in_force(policy=scheduled.policy, at=clock.now())
    assert current is not None
    assert current.number == 1
    set_clock(DECEMBER)
    assert in_force(policy=scheduled.policy, at=clock.now()) == scheduled


def test_machines_put_off_and_ask_what_posting_would_do(
    scheduled: PolicyVersion, approver: Client, acme: Reseller
) -> None:
    address = f"/api/v1/versions/{scheduled.pk}/postpone/"
    given = {"to": DECEMBER.isoformat(), "reason": "Late."}
    answer = approver.post(address, given, content_type="application/json")
    assert (answer.status_code, answer.json()["effect_after"]) == (201, "2026-12-01T12:00:00Z")
    again = approver.post(address, given, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (422, "not_later")
    draft(document(spam="sending  any bulk mail;"))
    asked = approver.get(f"/api/v1/policies/{scheduled.policy_id}/posting/").json()
    assert (asked["next_number"], asked["only_formatting"], asked["proposed"]) == (3, True, "editorial")


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        (NOVEMBER, "Late.", "not_later"),
        (OCTOBER, "Late.", "not_later"),
        (DECEMBER, " ", "reason_missing"),
    ],
)
def test_it_moves_only_later_and_with_a_reason(
    scheduled: PolicyVersion, to: dt.datetime, reason: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        put_off(scheduled, to, reason)
    assert refused.value.code == code
    assert not Postponement.objects.exists()


def test_what_is_in_effect_or_withdrawn_is_not_put_off(scheduled: PolicyVersion, set_clock: SetClock) -> None:
    set_clock(NOVEMBER)
    with pytest.raises(Refused) as refused:
        put_off(scheduled)
    assert refused.value.code == "already_in_effect"
    set_clock(NOVEMBER - DAY)
    withdraw_version(by=writer(), version=scheduled)
    with pytest.raises(Refused) as refused:
        put_off(scheduled)
    assert refused.value.code == "already_withdrawn"


def test_one_scheduled_version_does_not_overtake_another(scheduled: PolicyVersion) -> None:
    posted_policy(document(spam="sending bulk mail at all;"), effective_at=NOVEMBER + 10 * DAY)
    with pytest.raises(Refused) as refused:
        put_off(scheduled)
    assert refused.value.code == "scheduled_ahead"
    put_off(scheduled, NOVEMBER + 9 * DAY)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE versions_policyversion SET effective_at = effective_at - interval '1 day' WHERE number = 2",
        "UPDATE versions_policyversion SET effective_at = effective_at + interval '1 day' WHERE number = 2",
        "UPDATE versions_policyversion SET posted_at = posted_at - interval '1 day' WHERE number = 2",
        "UPDATE versions_postponement SET reason = 'Another.'",
        "DELETE FROM versions_postponement",
    ],
)
def test_the_database_moves_no_effect_without_a_frozen_row(scheduled: PolicyVersion, attack: str) -> None:
    put_off(scheduled)
    with pytest.raises((DatabaseError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    scheduled.refresh_from_db()
    assert scheduled.effective_at == DECEMBER


def test_a_material_version_waits_for_the_notice_period(acme: Reseller, approver: Client, set_clock: SetClock) -> None:
    Reseller.objects.filter(pk=acme.pk).update(notice_days=30)
    first = posted_policy(at=OCTOBER)  # the first has nobody to be told before
    set_clock(OCTOBER + DAY)
    draft(document(spam="sending any bulk mail;"))
    page = approver.get("/desk/policy/post/").content.decode()
    assert "Your notice period is 30 days" in page
    posting = {"summary": "Bulk mail.", "significance": "material", "confirmed": "on"}
    refused = approver.post("/desk/policy/post/", posting)
    assert refused.status_code == 422
    assert "2026-11-01T12:00:00+00:00 at the earliest" in refused.content.decode()
    early = approver.post("/desk/policy/post/", posting | {"at": "2026-10-31T12:00"})
    assert early.status_code == 422
    assert approver.post("/desk/policy/post/", posting | {"at": "2026-11-01T12:01"}).status_code == 302
    assert standing_versions(first.policy).count() == 2


def test_an_editorial_version_need_not_wait(acme: Reseller) -> None:
    Reseller.objects.filter(pk=acme.pk).update(notice_days=30)
    posted_policy()
    editorial = posted_policy(
        document(spam="sending  mail that nobody asked for;"), significance=Significance.EDITORIAL
    )
    assert editorial.effective_at == editorial.posted_at


def test_a_change_of_formatting_is_proposed_as_editorial(approver: Client) -> None:
    posted_policy()
    draft(document(spam="sending mail that  nobody asked for;"))
    page = " ".join(approver.get("/desk/policy/post/").content.decode().split())
    assert "“editorial” is proposed" in page
    assert page.index('value="editorial"') < page.index("checked") < page.index('name="at"')


@pytest.mark.parametrize(("notify", "channels"), [(None, {"inbox"}), (True, {"inbox", "mail"})])
def test_an_editorial_version_is_mailed_only_when_asked(notify: bool | None, channels: set[str]) -> None:  # noqa: FBT001 - a parameter of the case
    make.customer(email="ada@customer.example")
    posted_policy()
    draft(document(spam="sending mail that  nobody asked for;"))
    version = post_version(
        by=writer(),
        policy=Draft.objects.get().policy,
        summary="Spaces.",
        significance=Significance.EDITORIAL,
        notify=notify,
    )
    notice = Notice.objects.get(version=version)
    assert set(notice.deliveries.values_list("channel", flat=True)) == channels


def test_a_material_version_is_always_mailed() -> None:
    make.customer(email="ada@customer.example")
    version = posted_policy()
    assert Delivery.objects.filter(notice__version=version, channel=Channel.MAIL).count() == 1


steps = st.lists(
    st.tuples(st.sampled_from(["post", "schedule", "postpone", "withdraw", "wait"]), st.integers(1, 60)), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_exactly_one_version_is_in_force_at_every_instant(set_clock: SetClock, sequence: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        now = OCTOBER
        set_clock(now)
        first = posted_policy()
        for number, (step, hours) in enumerate(sequence):
            then = now + dt.timedelta(hours=hours)
            if step == "wait":
                now = then
                set_clock(now)
            else:
                with contextlib.suppress(Refused), transaction.atomic():
                    _play(step, then, number)
            _one_in_force(first)
        transaction.set_rollback(True)


def _play(step: str, then: dt.datetime, number: int) -> None:
    ahead = PolicyVersion.objects.filter(withdrawn_at=None).order_by("-effective_at").first()
    assert ahead is not None
    if step in {"post", "schedule"}:
        draft(document(spam=f"sending mail {number};"))
        at = then if step == "schedule" else None
        post_version(by=writer(), policy=ahead.policy, summary="Next.", at=at)
    elif step == "postpone":
        put_off(ahead, then)
    elif step == "withdraw":
        withdraw_version(by=writer(), version=ahead)


def _one_in_force(first: PolicyVersion) -> None:
    """No two versions begin at one instant, so that the greatest effect is one version at every instant."""
    effects = list(
        PolicyVersion.objects.filter(policy=first.policy, withdrawn_at=None).values_list("effective_at", flat=True)
    )
    assert len(effects) == len(set(effects))
    assert min(effects) == first.effective_at
    for version in PolicyVersion.objects.filter(policy=first.policy).exclude(withdrawn_at=None):
        assert version.withdrawn_at is not None
        assert version.withdrawn_at < version.effective_at
