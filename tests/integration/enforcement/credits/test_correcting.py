"""Interruptions are facts: recorded through any door, ended once, corrected and withdrawn by rows of their own."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from enforcement.credits.actions.recomputing import recompute_marked
from enforcement.credits.interruptions.actions import Told, record_interruption
from enforcement.credits.models import Causation, Interruption, Recomputation, Withdrawal
from tenants.customers.models import Service
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tests.factories import appeals, customers, holds
from tests.factories import credits as crediting

from .october import FAULT, Played, play, run

ClientAt = Callable[..., Client]
Call = Callable[..., Any]


@pytest.fixture
def played(acme: Reseller, set_clock: Callable[[object], None]) -> Played:
    return play(set_clock)


@pytest.fixture
def service(played: Played) -> Service:
    return customers.service_of(played.y)


@pytest.fixture
def fault(service: Service) -> Interruption:
    return service.interruptions.get()


@pytest.fixture
def call(played: Played, client_at: ClientAt) -> Call:
    """Calls an endpoint with the token of finance."""
    _token, secret = create_token(
        by=crediting.finance(), name="Script", scopes=[Permission.SEE_CREDITS, Permission.MANAGE_CREDITS]
    )

    def ask(method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {secret}"}
        send = getattr(client_at("acme"), method)
        return send(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    return ask


def z(instant: str) -> dt.datetime:
    return dt.datetime.fromisoformat(instant)


def lasting(start: str, end: str) -> dict[str, str]:
    return {"starts_at": start, "ends_at": end}


def counted(played: Played, *, month: str = "2026-10") -> dt.timedelta:
    """What the month's last statement of Y counts, over all services."""
    recompute_marked()
    statement = played.y.credit_statements.filter(month=month).order_by("-sequence")[0]
    return sum(
        (dt.timedelta(microseconds=line["counted_microseconds"]) for line in statement.assessment["services"]),
        dt.timedelta(),
    )


def test_one_is_recorded_through_the_api_and_told_again_it_changes_nothing(service: Service, call: Call) -> None:
    body = {"service": str(service.pk), "reference": "N-1", "starts_at": "2026-10-09T10:00:00+02:00"}
    made = call("post", "interruptions/", body)
    assert (made.status_code, made.json()["starts_at"], made.json()["ends_at"]) == (201, "2026-10-09T08:00:00Z", None)
    assert call("post", "interruptions/", body).status_code == 200
    ended = call("post", "interruptions/", body | {"ends_at": "2026-10-09T09:00:00Z"})
    assert (ended.status_code, ended.json()["ends_at"]) == (200, "2026-10-09T09:00:00Z")
    differing = call("post", "interruptions/", body | {"ends_at": "2026-10-09T09:30:00Z"})
    assert (differing.status_code, differing.json()["code"]) == (409, "interruption_differs")
    assert service.interruptions.count() == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"starts_at": "2026-12-09T08:00:00Z"}, "in_the_future"),
        ({"ends_at": "2026-12-09T08:00:00Z"}, "in_the_future"),
        ({"ends_at": "2026-10-09T08:00:00Z"}, "ends_before"),
        ({"starts_at": "1989-12-09T08:00:00Z"}, "invalid"),
        ({"reference": "x" * 81}, "invalid"),
        ({"service": "8b0c1d3e-0000-4000-8000-000000000000"}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused(service: Service, call: Call, wrong: dict[str, str], code: str) -> None:
    body = {"service": str(service.pk), "reference": "N-1", "starts_at": "2026-10-09T08:00:00Z"}
    answer = call("post", "interruptions/", body | wrong)
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] == code or code == "invalid"
    assert service.interruptions.count() == 1


def test_a_correction_replaces_and_both_are_readable_from_either_end(
    service: Service, fault: Interruption, call: Call, client_at: ClientAt
) -> None:
    answer = call(
        "post", f"interruptions/{fault.pk}/correct/", {"ends_at": "2026-10-07T05:00:00Z", "reason": "Half an hour more"}
    )
    made = answer.json()
    assert (answer.status_code, made["reference"], made["replaces"]) == (201, "F-1/2", str(fault.pk))
    assert (made["starts_at"], made["ends_at"], made["cause"]) == (
        "2026-10-07T03:00:00Z",
        "2026-10-07T05:00:00Z",
        "Power loss",
    )
    old = call("get", f"interruptions/{fault.pk}/").json()
    assert (old["replaced_by"], old["ends_at"]) == (made["id"], "2026-10-07T04:30:00Z")
    assert old["withdrawn_at"]
    again = call(
        "post", f"interruptions/{made['id']}/correct/", {"starts_at": "2026-10-07T02:00:00Z", "reason": "Both"}
    )
    assert again.json()["reference"] == "F-1/3"
    refused = call("post", f"interruptions/{fault.pk}/correct/", {"starts_at": "2026-10-07T02:30:00Z", "reason": "No"})
    assert (refused.status_code, refused.json()["code"]) == (409, "interruption_withdrawn")
    page = client_at("acme", crediting.finance()).get(f"/desk/credits/interruptions/{again.json()['id']}/")
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    for words in (
        "F-1/2",
        "Half an hour more",
        "Both",
        "Finance",
        "F-1: 2026-10-07 03:00:00 UTC",
    ):
        assert words in text, words


def test_a_correction_that_changes_nothing_is_refused(fault: Interruption, call: Call) -> None:
    answer = call("post", f"interruptions/{fault.pk}/correct/", {"reason": "For nothing"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unchanged")
    assert not Withdrawal.objects.exists()


def test_the_pages_record_end_correct_and_withdraw(service: Service, client_at: ClientAt) -> None:
    finance = client_at("acme", crediting.finance())
    desk = "/desk/credits/interruptions/"
    said = {"service": service.reference, "reference": "H-1", "starts_at": "2026-10-10T00:00"}
    assert finance.post(f"{desk}add/", said | {"ends_at": "2026-10-09T00:00"}).status_code == 422
    made = finance.post(f"{desk}add/", said)
    one = Interruption.objects.get(reference="H-1")
    assert made.headers["Location"] == f"{desk}{one.pk}/"
    assert finance.post(f"{desk}{one.pk}/end/", {"ends_at": "2026-10-10T01:00"}).status_code == 302
    assert finance.post(f"{desk}{one.pk}/end/", {"ends_at": "2026-10-10T02:00"}).status_code == 409
    form = finance.get(f"{desk}{one.pk}/correct/").content.decode()
    assert 'value="2026-10-10T01:00:00"' in form
    corrected = {"starts_at": "2026-10-10T00:10", "ends_at": "2026-10-10T01:00", "cause": "", "reason": "Ten later"}
    assert finance.post(f"{desk}{one.pk}/correct/", corrected).status_code == 302
    (made_after,) = Interruption.objects.filter(replaces=one)
    assert finance.post(f"{desk}{made_after.pk}/withdraw/", {"reason": "It never was"}).status_code == 302
    page = finance.get(f"{desk}{one.pk}/").content.decode()
    assert "H-1/2 counts in its place" in page
    assert "Correct</a>" not in page
    listed = finance.get(f"{desk}?state=withdrawn").content.decode()
    assert ("H-1/2" in listed, "F-1" in listed) == (True, False)


def test_the_list_is_narrowed_and_paged_in_the_api(played: Played, service: Service, call: Call) -> None:
    body = {"service": str(service.pk), "reference": "N-1", "starts_at": "2026-10-09T08:00:00Z"}
    call("post", "interruptions/", body)
    for query, references in (
        ("state=goes_on", ["N-1"]),
        (f"customer={played.y.reference}", ["N-1", "F-1"]),
        (f"service={service.reference}&reference=f-", ["F-1"]),
        ("state=withdrawn", []),
    ):
        found = call("get", f"interruptions/?{query}").json()
        assert [one["reference"] for one in found["results"]] == references, query
    page = call("get", "interruptions/?page_size=2").json()
    assert (page["count"], len(page["results"]), bool(page["next"])) == (4, 2, True)


@pytest.mark.parametrize(
    ("spans", "hours"),
    [
        pytest.param([("10T00:00", "10T02:00"), ("10T01:00", "10T03:00")], 3, id="overlapping"),
        pytest.param([("10T00:00", "10T02:00"), ("10T02:00", "10T03:00")], 3, id="touching"),
        pytest.param([("10T00:00", "10T05:00"), ("10T01:00", "10T02:00")], 5, id="nested"),
        pytest.param([("10T00:00", "10T05:00"), ("10T00:00", "10T05:00")], 5, id="the same twice"),
        pytest.param([("31T20:00", None), ("31T22:00", "31T23:00")], 4, id="open-ended, until the month ends"),
    ],
)
def test_downtime_is_counted_once(
    played: Played, service: Service, spans: list[tuple[str, str | None]], hours: int
) -> None:
    """Beside the ninety minutes that F-1 took."""
    for number, (start, end) in enumerate(spans):
        told = Told(f"N-{number}", z(f"2026-10-{start}Z"), z(f"2026-10-{end}Z") if end else None)
        record_interruption(by=crediting.finance(), service=service, told=told)
    run()
    assert counted(played) == dt.timedelta(hours=hours, minutes=90)


def test_one_across_months_counts_in_each_and_daylight_saving_is_an_hour(
    acme: Reseller, played: Played, service: Service, set_clock: Callable[[object], None]
) -> None:
    """In Amsterdam October ends at 23:00 UTC, and the night of the 25th has an hour twice."""
    Reseller.objects.filter(pk=acme.pk).update(timezone="Europe/Amsterdam")
    for reference, start, end in (
        ("night", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),  # an hour, though both clocks say 2:30
        ("months", "2026-10-31T22:00:00+01:00", "2026-11-01T03:00:00+01:00"),  # two hours, and three
    ):
        told = Told(reference, z(start), z(end))
        record_interruption(by=crediting.finance(), service=service, told=told)
    run()
    assert counted(played) == dt.timedelta(hours=1 + 2, minutes=90)
    set_clock(dt.datetime(2026, 12, 2, tzinfo=dt.UTC))

    crediting.computed("2026-11")
    assert counted(played, month="2026-11") == dt.timedelta(hours=3)


def marks() -> set[tuple[str, str]]:
    rows = Recomputation.objects.filter(done_at=None, decision=None)
    return set(rows.values_list("customer__name", "month"))


def test_a_changed_fact_of_a_computed_month_marks_it_and_a_worker_computes_it_again(
    played: Played, service: Service, fault: Interruption, call: Call, client_at: ClientAt
) -> None:
    body = {"service": str(service.pk), "reference": "N-1", "starts_at": "2026-10-09T08:00:00Z"}
    made = call("post", "interruptions/", body).json()
    assert marks() == set(), "nothing was computed yet"
    run()
    call("post", f"interruptions/{made['id']}/end/", {"ends_at": "2026-10-09T09:00:00Z"})
    assert marks() == {("Yvonne", "2026-10")}
    call("post", "interruptions/", body | {"reference": "N-2"} | lasting("2026-10-11T08:00Z", "2026-10-11T09:00Z"))
    assert Recomputation.objects.count() == 1, "it is marked already"
    page = client_at("acme", crediting.finance()).get("/desk/credits/").content.decode()
    assert "since an interruption of that month changed" in page
    assert counted(played) == dt.timedelta(hours=2, minutes=90)
    call("post", f"interruptions/{fault.pk}/correct/", {"ends_at": "2026-10-07T05:00:00Z", "reason": "More"})
    assert counted(played) == dt.timedelta(hours=4)
    call("post", f"interruptions/{made['id']}/withdraw/", {"reason": "Never"})
    assert counted(played) == dt.timedelta(hours=3)
    call("post", "interruptions/", body | {"reference": "N-3"} | lasting("2026-11-01T08:00Z", "2026-11-01T09:00Z"))
    assert marks() == set(), "November is not computed"


def test_what_is_recorded_is_neither_edited_nor_deleted(fault: Interruption, call: Call) -> None:
    call("post", f"interruptions/{fault.pk}/correct/", {"ends_at": "2026-10-07T05:00:00Z", "reason": "More"})
    for attack in (
        lambda: Interruption.objects.update(starts_at=FAULT - dt.timedelta(hours=1)),
        lambda: Interruption.objects.filter(pk=fault.pk).update(ends_at=FAULT + dt.timedelta(hours=9)),
        lambda: Interruption.objects.filter(pk=fault.pk).update(ends_at=None),
        lambda: Interruption.objects.update(replaces=None),
        lambda: Withdrawal.objects.update(reason="Another"),
        lambda: Withdrawal.objects.all().delete(),
        lambda: Interruption.objects.filter(pk=fault.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()


def test_candidates_are_the_likely_first_and_none_that_an_appeal_took_away(
    played: Played, call: Call, client_at: ClientAt
) -> None:
    mine = customers.service_of(played.x).interruptions.get()
    waiting = holds.determination(played.x, played.version, act=FAULT, needs_approval=True, approved=False)
    later = holds.determination(played.x, played.version, act=FAULT + dt.timedelta(hours=1))
    neighbours = holds.determination(played.z, played.version, act=FAULT - dt.timedelta(hours=5))
    found = call("get", f"interruptions/{mine.pk}/candidates/").json()
    assert [(one["id"], one["likely"]) for one in found] == [
        (str(played.determination.pk), True),
        (str(neighbours.pk), False),
    ]
    finance = client_at("acme", crediting.finance())
    address = f"/desk/credits/interruptions/{mine.pk}/cause/"
    page = finance.get(address).content.decode()
    assert "going on when it began" in page
    for absent in (waiting, later):
        assert str(absent.pk) not in page
        assert finance.post(address, {"determination": str(absent.pk)}).status_code == 422
    assert finance.post(address, {"determination": str(played.determination.pk)}).status_code == 302
    played_page = finance.get(f"/desk/credits/interruptions/{mine.pk}/").content.decode()
    assert "Link a violation" not in played_page
    appeals.decided(appeals.appeal(played.determination))
    assert "Link a violation" in finance.get(f"/desk/credits/interruptions/{mine.pk}/").content.decode()
    assert str(played.determination.pk) not in finance.get(address).content.decode()
    replaced = call("post", f"interruptions/{mine.pk}/cause/", {"determination": str(neighbours.pk)})
    assert replaced.json()["determination"] == str(neighbours.pk)
    assert Causation.objects.filter(interruption=mine).count() == 2
    too_late = call("post", f"interruptions/{mine.pk}/cause/", {"determination": str(later.pk)})
    assert (too_late.status_code, too_late.json()["code"]) == (422, "cause_later")
