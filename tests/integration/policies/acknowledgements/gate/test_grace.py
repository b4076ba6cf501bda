"""A block begins for each person once the time of grace is over since a notice reached them, and for nobody else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.asserts import assertContains

from policies.notices.actions import mark_seen
from policies.notices.awareness import aware_since
from policies.notices.models import Delivery, DeliveryStatus
from policies.versions.models import PolicyVersion
from tenants.people.models import Role, User
from tenants.resellers.models import Gate, Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, member, person_of
from tests.factories.versions import document, posted_policy
from tests.integration.policies.acknowledgements.gate.conftest import DAY, HOUR, JUNE, TICK, Setting, reaches
from tests.integration.policies.acknowledgements.gate.test_cache import agree

PAGE = "/my/services/"
BLOCKED, PASS = "Your account waits for your acknowledgement", "Acknowledge and go on"
Clock = Callable[[dt.datetime | None], None]


def told(person: User, at: dt.datetime = JUNE + 300 * DAY, since: dt.datetime | None = None) -> dt.datetime | None:
    """Since when the person knows of any version."""
    return aware_since(person=person, versions=PolicyVersion.objects.all(), at=at, since=since)


@pytest.mark.parametrize(
    ("channel", "status", "instants", "known"),
    [
        ("mail", "sent", {"sent_at": JUNE}, JUNE + 24 * HOUR),
        ("mail", "delivered", {"sent_at": JUNE, "ended_at": JUNE + HOUR}, JUNE + HOUR),
        ("mail", "delivered", {"sent_at": JUNE, "ended_at": JUNE + 48 * HOUR}, JUNE + 24 * HOUR),
        ("mail", "sent", {"sent_at": JUNE, "seen_at": JUNE + 2 * HOUR}, JUNE + 2 * HOUR),
        ("mail", "bounced", {"sent_at": JUNE, "ended_at": JUNE + 48 * HOUR}, None),
        ("mail", "bounced", {"sent_at": JUNE, "ended_at": JUNE + HOUR, "seen_at": JUNE + 5 * HOUR}, JUNE + 5 * HOUR),
        ("mail", "queued", {}, None),
        ("mail", "failed", {"ended_at": JUNE}, None),
        ("mail", "cancelled", {"ended_at": JUNE}, None),
        ("inbox", "delivered", {"sent_at": JUNE, "ended_at": JUNE}, None),
        ("inbox", "delivered", {"sent_at": JUNE, "ended_at": JUNE, "seen_at": JUNE + 3 * HOUR}, JUNE + 3 * HOUR),
        ("webhook", "sent", {"sent_at": JUNE}, JUNE + 24 * HOUR),
        ("webhook", "delivered", {"sent_at": JUNE, "ended_at": JUNE + HOUR}, JUNE + HOUR),
    ],
)
def test_since_when_somebody_knows(
    version: PolicyVersion, channel: str, status: str, instants: dict[str, Any], known: dt.datetime | None
) -> None:
    who = person_of(customer())
    assert told(who) is None
    reaches(who, version, channel=channel, status=status, **instants)
    assert told(who) == known
    if known is not None:
        assert told(who, at=known - TICK) is None
        assert told(who, at=known) == known


def test_the_first_of_several_channels_counts_and_another_persons_does_not(version: PolicyVersion) -> None:
    who, other = person_of(customer()), person_of(customer())
    reaches(who, version, sent_at=JUNE)
    reaches(who, version, channel="inbox", status="delivered", sent_at=JUNE, seen_at=JUNE + HOUR)
    assert told(who) == JUNE + HOUR
    assert told(other) is None


def test_a_notice_that_was_made_before_other_words_bound_does_not_count(version: PolicyVersion) -> None:
    who = person_of(customer())
    reaches(who, version, sent_at=JUNE)
    assert told(who, since=version.posted_at + DAY) is None


def test_a_banner_with_its_date_then_a_block_at_that_very_instant(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    reaches(person_of(who), version, status=DeliveryStatus.DELIVERED, sent_at=JUNE, ended_at=JUNE + HOUR)
    gate(Gate.BLOCK, hours=48)
    client = client_at("acme", person_of(who))
    ends = JUNE + 49 * HOUR
    set_clock(ends - dt.timedelta(seconds=1))
    answer = client.get(PAGE)
    assertContains(answer, "This account is blocked without it from")
    assertContains(answer, "3 June 2026")
    set_clock(ends)
    answer = client.get(PAGE)
    assertContains(answer, BLOCKED, status_code=403)
    for address in ("/my/appeals/", "/my/statements/", "/my/report/", "/my/notices/", "/my/history/", "/sign-out/"):
        assertContains(answer, f'"{address}"', status_code=403)
    assertContains(client.get("/my/appeals/"), "this account is blocked")


def test_a_blocked_person_acknowledges_and_goes_on(version: PolicyVersion, gate: Setting, client_at: ClientAt) -> None:
    who = customer()
    reaches(person_of(who), version, sent_at=JUNE - 5 * DAY)
    gate(Gate.BLOCK, hours=1)
    client = client_at("acme", person_of(who))
    assertContains(client.get(PAGE), "/my/aup/pass/?next=%2Fmy%2Fservices%2F", status_code=403)
    assertContains(client.get("/my/aup/pass/?next=/my/services/"), PASS)
    acknowledged(version, who)
    assert client.get(PAGE).status_code == 200


def test_each_person_has_a_grace_of_its_own_and_who_was_never_told_meets_the_page(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    informed, later, never = person_of(who), member(who), member(who)
    reaches(informed, version, sent_at=JUNE - 10 * DAY)
    reaches(later, version, sent_at=JUNE)
    reaches(never, version, status=DeliveryStatus.BOUNCED, sent_at=JUNE - 10 * DAY, ended_at=JUNE - 9 * DAY)
    gate(Gate.BLOCK, hours=72)
    assertContains(client_at("acme", informed).get(PAGE), BLOCKED, status_code=403)
    assert client_at("acme", later).get(PAGE).status_code == 200
    assertContains(client_at("acme", never).get(PAGE), PASS, status_code=403)


def test_opening_a_notice_in_the_portal_begins_the_grace(
    acme: Reseller, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    set_clock(JUNE)
    who = customer()
    version = posted_policy()
    Delivery.objects.filter(channel="mail").update(status=DeliveryStatus.FAILED, ended_at=JUNE)
    gate(Gate.BLOCK, hours=24)
    client = client_at("acme", person_of(who))
    assertContains(client.get(PAGE), PASS, status_code=403)
    mark_seen(by=person_of(who), delivery=Delivery.objects.get(channel="inbox", notice__version=version))
    assert client.get(PAGE).status_code == 200
    set_clock(JUNE + 25 * HOUR)
    assertContains(client.get(PAGE), BLOCKED, status_code=403)


def test_a_scheduled_version_told_long_ahead_blocks_from_its_effect_on(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    acknowledged(version, who)
    effect = JUNE + 30 * DAY
    second = posted_policy(document(spam="sending any mail;"), effective_at=effect)
    reaches(person_of(who), second, sent_at=JUNE + 2 * DAY)
    gate(Gate.BLOCK, hours=48)
    client = client_at("acme", person_of(who))
    set_clock(effect - dt.timedelta(seconds=1))
    assert client.get(PAGE).status_code == 200
    set_clock(effect)
    assertContains(client.get(PAGE), BLOCKED, status_code=403)


def test_other_words_by_a_deviation_give_a_new_grace(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock, staff: Staff
) -> None:
    who = customer()
    reaches(person_of(who), version, sent_at=JUNE)
    acknowledged(version, who)
    gate(Gate.BLOCK, hours=24)
    agree(staff, who, starts_at=JUNE + 50 * DAY)
    set_clock(JUNE + 50 * DAY)
    client = client_at("acme", person_of(who))
    assertContains(client.get(PAGE), PASS, status_code=403)  # nobody told them of these words yet


def test_the_settings_are_changed_at_the_desk_and_kept_in_the_ledger(
    acme: Reseller, client_at: ClientAt, staff: Staff
) -> None:
    from tenants.ledger.models import Entry  # noqa: PLC0415 - used here alone

    client = client_at("acme", staff(Role.ADMINISTRATOR))
    page = client.get("/desk/settings/")
    form = page.context["form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    sent |= {"gate_material": "block", "gate_editorial": "page", "gate_grace_hours": "48"}
    answer = client.post("/desk/settings/", {name: value for name, value in sent.items() if value is not False})
    assert answer.status_code == 302, answer.context["form"].errors
    kept = Reseller.objects.get(pk=acme.pk)
    assert (kept.gate_material, kept.gate_editorial, kept.gate_grace_hours) == ("block", "page", 48)
    facts = Entry.objects.get(verb="settings.changed").facts
    assert facts["gate_material"] == ["banner", "block"]
    assert facts["gate_grace_hours"] == ["336", "48"]
    refused = client.post("/desk/settings/", sent | {"gate_editorial": "block"})
    assertContains(refused, "Select a valid choice", status_code=422)
    changed = client.post("/api/v1/settings/change/", {"gate_material": "off"}, content_type="application/json")
    assert changed.json()["gate_material"] == "off"
    wrong = client.post("/api/v1/settings/change/", {"gate_editorial": "block"}, content_type="application/json")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["gate_editorial"])
    assert client.get("/api/v1/settings/").json()["gate_grace_hours"] == 48
