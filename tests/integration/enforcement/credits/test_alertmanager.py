"""Monitoring reports by Alertmanager's webhook: in any order and however often, the same rows come of it."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enforcement.credits.interruptions.actions import (
    correct_interruption,
    end_interruption,
    receive_alerts,
    withdraw_interruption,
)
from enforcement.credits.models import Interruption, MonitoringAlert, MonitoringName
from tenants.alerts.actions import look
from tenants.alerts.queries import waiting_for
from tenants.customers.models import Service
from tenants.ledger.models import Entry
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Reseller
from tests.factories import credits as crediting
from tests.factories import customers

ClientAt = Callable[..., Client]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
OPEN = "0001-01-01T00:00:00Z"
START = "2026-10-07T03:00:00Z"
ADDRESS = "/api/v1/interruptions/alertmanager/"


@pytest.fixture
def service(acme: Reseller, set_clock: Callable[[object], None]) -> Service:
    set_clock(NOW)
    return customers.service_of(customers.customer())


def alert(
    name: str = "", *, fingerprint: str = "a1b2c3d4e5f60718", start: str = START, end: str = OPEN, **more: Any
) -> dict[str, Any]:
    """An alert as Alertmanager writes it: resolved where it has an end."""
    return {
        "status": "firing" if end == OPEN else "resolved",
        "labels": {"alertname": "HostDown", "severity": "page"} | ({"service": name} if name else {}),
        "annotations": {"summary": "It does not answer"},
        "startsAt": start,
        "endsAt": end,
        "generatorURL": "http://prometheus.example/graph",
        "fingerprint": fingerprint,
        **more,
    }


def delivery(*alerts: Any, **more: Any) -> dict[str, Any]:
    return {
        "version": "4",
        "groupKey": "{}:{}",
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "proviso",
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example",
        "alerts": list(alerts),
        **more,
    }


@pytest.fixture
def send(service: Service, client_at: ClientAt) -> Callable[..., Any]:
    """Delivers to the webhook with a token that may do nothing else."""
    scopes = [Permission.REPORT_INTERRUPTIONS]
    _token, secret = create_token(by=crediting.finance(), name="Alertmanager", scopes=scopes)

    def deliver(*alerts: Any, body: object = None) -> Any:
        data = delivery(*alerts) if body is None else body
        headers = {"Authorization": f"Bearer {secret}"}
        return client_at("acme").post(ADDRESS, data, content_type="application/json", headers=headers)

    return deliver


def rows() -> set[tuple[Any, ...]]:
    """What counts of what was reported, and what is kept of it."""
    made = Interruption.objects.values_list("service", "reference", "starts_at", "ends_at", "cause", "withdrawal")
    kept = MonitoringAlert.objects.values_list("fingerprint", "name", "starts_at", "ends_at", "interruption__reference")
    return {*made, *kept}


def test_an_alert_that_fires_opens_an_interruption_and_its_resolve_ends_it(service: Service, send: Any) -> None:
    answer = send(alert(service.reference))
    assert (answer.status_code, answer.json()) == (200, {"taken": 1, "unmatched": 0, "refused": []})
    (made,) = Interruption.objects.all()
    assert (made.service, made.starts_at, made.ends_at) == (service, dt.datetime(2026, 10, 7, 3, tzinfo=dt.UTC), None)
    assert (made.reference, made.cause) == ("a1b2c3d4e5f60718@2026-10-07T03:00:00Z", "HostDown")
    send(alert(service.reference, end="2026-10-07T04:30:00.123456789Z"))
    (made,) = Interruption.objects.all()
    assert made.ends_at == dt.datetime(2026, 10, 7, 4, 30, 0, 123456, tzinfo=dt.UTC)


def test_a_resolve_before_its_open_is_not_opened_again(service: Service, send: Any) -> None:
    send(alert(service.reference, end="2026-10-07T04:00:00Z"))
    entries = Entry.objects.count()
    send(alert(service.reference))
    send(alert(service.reference, end="2026-10-07T04:00:00Z"))
    (made,) = Interruption.objects.all()
    assert made.ends_at == dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC)
    assert Entry.objects.count() == entries


def test_the_same_fingerprint_from_another_start_is_another_interruption(service: Service, send: Any) -> None:
    send(alert(service.reference, end="2026-10-07T04:00:00Z"))
    send(alert(service.reference, start="2026-10-07T05:00:00Z"))
    assert list(Interruption.objects.order_by("starts_at").values_list("ends_at", flat=True)) == [
        dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC),
        None,
    ]


def test_the_same_instant_in_another_zone_is_the_same_key(service: Service, send: Any) -> None:
    send(alert(service.reference), alert(service.reference, start="2026-10-07T05:00:00+02:00"))
    assert Interruption.objects.count() == 1


ENDS = [OPEN, "2026-10-07T04:00:00Z", "2026-10-07T05:00:00Z"]
deliveries = st.lists(
    st.lists(
        st.builds(
            alert,
            st.sampled_from(["KNOWN", "UNKNOWN", ""]),
            fingerprint=st.sampled_from(["aa", "bb"]),
            start=st.sampled_from([START, "2026-10-07T03:00:01Z"]),
            end=st.sampled_from(ENDS),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=4,
)


def named(alerts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """With the labels that follow from the fingerprint, as Alertmanager's do."""
    names = {"aa": "KNOWN", "bb": "UNKNOWN"}
    return [one | {"labels": {"alertname": "HostDown", "service": names[one["fingerprint"]]}} for one in alerts]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=deliveries, data=st.data())
def test_any_order_and_any_repetition_of_deliveries_comes_to_the_same_rows(
    service: Service, sent: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    Service.objects.filter(pk=service.pk).update(reference="KNOWN")
    sent = [named(one) for one in sent]
    again = data.draw(st.lists(st.sampled_from(sent), max_size=4))
    other = data.draw(st.permutations([*sent, *again]))
    found = []
    for sequence in (sent, other):
        point = transaction.savepoint()
        for one in sequence:
            receive_alerts(by=crediting.finance(), body=delivery(*one))
        found.append(rows())
        transaction.savepoint_rollback(point)
    assert found[0] == found[1]


def test_what_names_no_known_service_is_kept_and_matched_by_staff(
    service: Service, send: Any, client_at: ClientAt
) -> None:
    answer = send(
        alert("web-17"),
        alert("web-17", fingerprint="beef", end="2026-10-07T04:00:00Z"),
        alert("", fingerprint="cafe"),
    )
    assert answer.json() == {"taken": 3, "unmatched": 3, "refused": []}
    assert not Interruption.objects.exists()
    finance = client_at("acme", crediting.finance())
    assert "3 alerts name no service that is known" in finance.get("/desk/credits/interruptions/").content.decode()
    page = finance.get("/desk/credits/alerts/").content.decode()
    assert page.count("data-alert=") == 3
    first = MonitoringAlert.objects.get(fingerprint="a1b2c3d4e5f60718")
    done = finance.post(
        f"/desk/credits/alerts/{first.pk}/match/", {"service": service.reference, "remember": "on"}, follow=True
    )
    assert "2 interruptions are recorded." in done.content.decode()
    assert {one.ends_at for one in Interruption.objects.all()} == {None, dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC)}
    assert send(alert("web-17", fingerprint="f00d")).json()["unmatched"] == 0
    assert service.interruptions.count() == 3
    send(alert("web-17", end="2026-10-07T06:00:00Z"))
    assert Interruption.objects.filter(ends_at=dt.datetime(2026, 10, 7, 6, tzinfo=dt.UTC)).count() == 1


def test_an_alert_without_a_name_is_matched_alone(service: Service, send: Any, client_at: ClientAt) -> None:
    send(alert(""), alert("", fingerprint="beef"))
    first = MonitoringAlert.objects.get(fingerprint="beef")
    finance = client_at("acme", crediting.finance())
    address = f"/desk/credits/alerts/{first.pk}/match/"
    refused = finance.post(address, {"service": service.reference, "remember": "on"})
    assert (refused.status_code, Interruption.objects.count()) == (422, 0)
    finance.post(address, {"service": service.reference})
    assert (Interruption.objects.count(), MonitoringAlert.objects.filter(interruption=None).count()) == (1, 1)


def test_what_is_no_service_is_set_aside_with_all_of_its_name_and_may_be_matched_after_all(
    service: Service, send: Any, client_at: ClientAt
) -> None:
    send(alert("watchdog"), alert("watchdog", fingerprint="beef"))
    first = MonitoringAlert.objects.get(fingerprint="beef")
    finance = client_at("acme", crediting.finance())
    finance.post(f"/desk/credits/alerts/{first.pk}/aside/", {"remember": "on"})
    assert send(alert("watchdog", fingerprint="f00d")).json()["unmatched"] == 0
    assert MonitoringAlert.objects.filter(set_aside_at=None).count() == 0
    finance.post(f"/desk/credits/alerts/{first.pk}/match/", {"service": service.reference})
    assert Interruption.objects.get().alert == first
    again = finance.post(f"/desk/credits/alerts/{first.pk}/match/", {"service": service.reference})
    assert again.status_code == 409


def test_the_reseller_says_which_label_names_the_service(acme: Reseller, service: Service, send: Any) -> None:
    Reseller.objects.filter(pk=acme.pk).update(alert_service_label="customer_service")
    labels = {"alertname": "HostDown", "service": "web", "customer_service": service.reference}
    assert send(alert(labels=labels)).json()["unmatched"] == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"startsAt": "1989-12-31T23:59:59Z"}, "starts_at"),
        ({"startsAt": "2026-10-29T20:00:01Z"}, "starts_at"),
        ({"startsAt": "2026-10-07 03:00"}, "starts_at"),
        ({"startsAt": OPEN}, "starts_at"),
        ({"startsAt": None}, "starts_at"),
        ({"startsAt": 7}, "starts_at"),
        ({"status": "resolved", "endsAt": "2026-10-29T20:00:01Z"}, "ends_at"),
        ({"status": "resolved", "endsAt": "9999-12-31T23:59:59-14:00"}, "ends_at"),
        ({"status": "resolved", "endsAt": START}, "ends_before"),
        ({"status": "resolved", "endsAt": "2026-10-07T02:00:00Z"}, "ends_before"),
        ({"status": "pending"}, "status"),
        ({"fingerprint": ""}, "fingerprint"),
        ({"fingerprint": "a" * 41}, "fingerprint"),
        ({"labels": None}, "labels"),
        ({"labels": {"service": 7}}, "labels"),
        ({"labels": {"service": "x" * 201}}, "labels"),
        ({"labels": {"service": "x", "more": "x" * 10_001}}, "labels"),
    ],
)
def test_an_alert_that_cannot_be_is_refused_beside_its_place_and_the_others_are_taken(
    service: Service, send: Any, wrong: dict[str, Any], code: str
) -> None:
    answer = send(alert(service.reference), alert(service.reference, fingerprint="beef") | wrong, "nothing")
    body = answer.json()
    assert (answer.status_code, body["taken"]) == (200, 1)
    assert [(one["index"], one["code"]) for one in body["refused"]] == [(1, code), (2, "not_an_alert")]
    assert Interruption.objects.count() == 1


def test_an_instant_within_a_day_ahead_is_taken(service: Service, send: Any) -> None:
    """Another's clock may be ahead of ours."""
    assert send(alert(service.reference, start="2026-10-29T19:59:59Z")).json()["taken"] == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"version": "3", "alerts": []}, 422, "not_alertmanager"),
        ({"version": "4"}, 422, "not_alertmanager"),
        ([], 422, "not_alertmanager"),
        ({"version": "4", "alerts": [{}] * 1001}, 413, "too_many_alerts"),
        ({"version": "4", "alerts": [], "more": "x" * 2_000_000}, 413, "too_large"),
    ],
)
def test_a_delivery_is_bounded(send: Any, body: object, status: int, code: str) -> None:
    answer = send(body=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_body_that_is_too_long_is_not_read(service: Service, client_at: ClientAt) -> None:
    """What is said of its length is enough: it is refused though it is no JSON."""
    _token, secret = create_token(by=crediting.finance(), name="Alertmanager", scopes=[Permission.REPORT_INTERRUPTIONS])
    answer = client_at("acme").generic(
        "POST", ADDRESS, b"{", "application/json", headers={"Authorization": f"Bearer {secret}"},
        CONTENT_LENGTH="2000001",
    )  # fmt: skip
    assert answer.status_code == 413


def test_the_webhook_takes_a_token_of_its_scope_alone(service: Service, client_at: ClientAt) -> None:
    _token, secret = create_token(by=crediting.finance(), name="Other", scopes=[Permission.MANAGE_CREDITS])
    body, form = json.dumps(delivery()), "application/json"
    client = client_at("acme")
    assert client.post(ADDRESS, body, form, headers={"Authorization": f"Bearer {secret}"}).status_code == 403
    assert client.post(ADDRESS, body, form).status_code == 401


def test_a_resolve_that_never_comes_waits_for_a_person(
    service: Service, send: Any, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    finance = crediting.finance()
    send(alert(service.reference, start="2026-10-28T19:00:00Z"))
    set_clock(NOW + dt.timedelta(hours=23))
    send(alert(service.reference, start="2026-10-28T19:00:00Z"))
    set_clock(NOW + dt.timedelta(hours=46))
    look()
    assert not waiting_for(finance).exists()
    desk = client_at("acme", finance)
    assert "data-silent" not in desk.get("/desk/credits/interruptions/").content.decode()
    set_clock(NOW + dt.timedelta(hours=48))
    look()
    (waiting,) = waiting_for(finance)
    (made,) = Interruption.objects.all()
    assert waiting.title == f"Not ended: {made.reference} on {service.reference}"
    assert f'data-silent="{made.reference}"' in desk.get("/desk/credits/interruptions/").content.decode()
    assert desk.post(waiting.path, {"ends_at": "2026-10-28T21:30"}).status_code == 302
    look()
    assert not waiting_for(finance).exists()
    made.refresh_from_db()
    assert made.ends_at == dt.datetime(2026, 10, 28, 21, 30, tzinfo=dt.UTC)
    send(alert(service.reference, start="2026-10-28T19:00:00Z", end="2026-10-28T23:00:00Z"))
    made.refresh_from_db()
    assert made.ends_at == dt.datetime(2026, 10, 28, 21, 30, tzinfo=dt.UTC)


def test_what_staff_withdrew_or_corrected_is_not_brought_back_by_monitoring(service: Service, send: Any) -> None:
    send(alert(service.reference), alert(service.reference, fingerprint="beef"))
    false_alarm, late = Interruption.objects.order_by("-reference")
    withdraw_interruption(by=crediting.finance(), interruption=false_alarm, reason="A test of the alarm")
    made = correct_interruption(
        by=crediting.finance(),
        interruption=late,
        starts_at=late.starts_at - dt.timedelta(minutes=5),
        ends_at=None,
        cause=late.cause,
        reason="It began before it was noticed",
    )
    end = "2026-10-07T04:00:00Z"
    send(alert(service.reference, end=end), alert(service.reference, fingerprint="beef", end=end))
    false_alarm.refresh_from_db()
    made.refresh_from_db()
    assert (false_alarm.ends_at, made.ends_at) == (None, dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC))
    assert Interruption.objects.filter(withdrawal=None).get() == made


def test_the_database_moves_an_end_only_where_monitoring_reported_a_later_one(service: Service, send: Any) -> None:
    send(alert(service.reference, end="2026-10-07T04:00:00Z"))
    (made,) = Interruption.objects.all()
    for end in (None, dt.datetime(2026, 10, 7, 3, 30, tzinfo=dt.UTC), dt.datetime(2026, 10, 7, 5, tzinfo=dt.UTC)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Interruption.objects.filter(pk=made.pk).update(ends_at=end)
    send(alert(service.reference, end="2026-10-07T05:00:00Z"))
    made.refresh_from_db()
    assert made.ends_at == dt.datetime(2026, 10, 7, 5, tzinfo=dt.UTC)
    for attack in (
        lambda: MonitoringAlert.objects.update(fingerprint="x"),
        lambda: MonitoringAlert.objects.all().delete(),
        lambda: Interruption.objects.update(starts_at=NOW),
        lambda: Interruption.objects.update(service=service.pk, reference="other"),
        lambda: Interruption.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()


def test_a_person_ends_what_goes_on_once(service: Service, send: Any) -> None:
    send(alert(service.reference))
    (made,) = Interruption.objects.all()
    end_interruption(by=crediting.finance(), interruption=made, ends_at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Interruption.objects.update(ends_at=NOW + dt.timedelta(hours=1))


def test_a_remembered_name_gives_way_to_a_service_of_that_reference(service: Service, send: Any) -> None:
    other = customers.service_of(customers.customer("Yvonne"))
    MonitoringName.objects.create(
        name=service.reference, service=other, decided_by=crediting.finance().pseudonym, decided_at=NOW
    )
    send(alert(service.reference))
    assert Interruption.objects.get().service == service
