"""What a decided appeal does to measures, holds, the case and the customer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enforcement.appeals import events
from enforcement.appeals.models import Outcome
from enforcement.cases.models import Determination
from enforcement.cases.queries import timeline
from enforcement.holds.actions import approve_measure, place_hold
from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind, MeasureStatus
from enforcement.holds.queries import service_enabled
from policies.notices.models import Channel, Delivery
from policies.versions.models import PolicyVersion
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import User
from tests.events import listening_to
from tests.factories import appeals, cases, customers, holds

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_overturned_lifts_the_hold_and_tells_the_customer_once(found: Determination) -> None:
    heard: list[Any] = []

    def undoing(**told: Any) -> list[str]:
        heard.append(told)
        return ["A strike is removed."]

    service = customers.service_of(found.customer)
    holds.suspension(found)
    assert not service_enabled(service, clock.now())
    with listening_to(events.undoing, undoing):
        decision = appeals.decided(appeals.appeal(found))
    assert service_enabled(service, clock.now())
    assert Hold.objects.get().lifted_at is not None
    assert Measure.objects.get().status == MeasureStatus.ENDED
    assert [(told["decision"], told["by"]) for told in heard] == [(decision, appeals.reviewer())]
    told = Delivery.objects.filter(notice__kind="appeal_decided")
    assert sorted(told.values_list("channel", flat=True)) == [Channel.INBOX, Channel.MAIL]
    assert told[0].notice.content["undone"] == [
        f"Your service {service.reference} is on again since 28 October 2026, 20:00:00 UTC.",
        "A strike is removed.",
    ]
    assert not Delivery.objects.filter(notice__kind="measure_lifted").exists()
    titles = [one.title for one in timeline(found.case)]
    assert titles.index("Service put on hold") < titles.index("Appeal filed") < titles.index("Hold lifted")


def test_another_hold_that_keeps_the_service_off_is_named(found: Determination, client_at: ClientAt) -> None:
    service = customers.service_of(found.customer)
    holds.suspension(found)
    place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)
    filed = appeals.appeal(found)
    appeals.decided(filed)
    for client, page in (
        (client_at("acme", customers.person_of(found.customer)), f"/my/appeals/{filed.pk}/"),
        (client_at("acme", holds.officer()), f"/desk/appeals/{filed.pk}/"),
    ):
        assert "another hold still keeps it off" in client.get(page).content.decode()


def test_nobody_hears_of_what_an_upheld_appeal_left_alone(found: Determination) -> None:
    holds.suspension(found)
    with listening_to(events.undoing, lambda **_told: pytest.fail("nothing is undone")):
        appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    assert Delivery.objects.filter(notice__kind="appeal_decided")[0].notice.content["undone"] == []


@pytest.mark.parametrize("outcome", [Outcome.OVERTURNED, Outcome.MODIFIED])
def test_a_won_appeal_cancels_what_still_waits_for_approval_and_what_is_still_to_begin(
    found: Determination, client_at: ClientAt, outcome: Outcome
) -> None:
    ahead = holds.suspension(found, starts_at=NOW + DAY)
    waiting = holds.suspension(found, kind=MeasureKind.TERMINATION)
    assert waiting.status == MeasureStatus.PENDING_APPROVAL
    appeals.decided(appeals.appeal(found), outcome)
    ahead.refresh_from_db()
    waiting.refresh_from_db()
    assert (ahead.status, waiting.status) == (MeasureStatus.ENDED, MeasureStatus.CANCELLED)
    approver = client_at("acme", holds.second())
    answer = approver.post(f"/api/v1/measures/{waiting.pk}/approve/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_pending")
    assert service_enabled(waiting.service, NOW + 300 * DAY)
    assert Entry.objects.filter(verb="measure.cancelled", subject_id=str(waiting.pk)).get().facts == {"by_appeal": True}


def test_an_upheld_determination_leaves_what_waits_for_approval(found: Determination) -> None:
    waiting = holds.suspension(found, kind=MeasureKind.TERMINATION)
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    assert approve_measure(by=holds.second(), measure=waiting).status == MeasureStatus.ACTIVE


def test_overturning_one_determination_leaves_what_rests_on_another(
    found: Determination, version: PolicyVersion
) -> None:
    other = cases.determination(cases.case(found.customer), version)
    holds.suspension(found)
    kept = holds.suspension(other)
    appeals.decided(appeals.appeal(found))
    kept.refresh_from_db()
    assert kept.status == MeasureStatus.ACTIVE
    assert not service_enabled(kept.service, clock.now())


def test_upheld_changes_nothing(found: Determination) -> None:
    measure = holds.suspension(found)
    appeals.decided(appeals.appeal(found), Outcome.UPHELD)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.ACTIVE
    assert not service_enabled(measure.service, clock.now())
