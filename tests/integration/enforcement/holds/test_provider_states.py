"""The provider's own list of states, asked once a day with a signature: a service on or off without us is found."""

import datetime as dt
import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from enforcement.holds import tasks
from enforcement.holds.actions import lift_hold, place_hold, pull_states
from enforcement.holds.actions.states import states_due
from enforcement.holds.models import Hold, HoldReason, ProviderState, ProvisioningCall, StateDifference, StatesPull
from enforcement.holds.provisioning import call_due, signing_secret
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.broker import tasks_sent
from tests.endpoint import Endpoint, listening
from tests.factories import customers, holds
from tests.walker import Walker

Clock = Callable[[object], None]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def endpoint(acme: Reseller, set_clock: Clock) -> Iterator[Endpoint]:
    set_clock(NOW)
    with listening() as made:
        Reseller.objects.filter(pk=acme.pk).update(
            provisioning_url=made.url, provisioning_states_url=made.url.replace("/holds", "/states")
        )
        yield made


@pytest.fixture
def service(endpoint: Endpoint) -> Service:
    return customers.service_of(customers.customer("Xavier BV", email="rep@x.example", person="Rita"))


def says(endpoint: Endpoint, *states: tuple[str, str]) -> StatesPull:
    """The provider says this of services; it is asked."""
    rows = [{"service": name, "state": state, "since": "2026-10-28T19:00:00+00:00"} for name, state in states]
    endpoint.states = json.dumps(rows).encode()
    pull = pull_states()
    assert pull is not None
    return pull


def held(service: Service, set_clock: Clock) -> Hold:
    """On hold, and an hour later."""
    made = place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT, note="Invoice 7")
    call_due()
    set_clock(clock.now() + HOUR)
    return made


def test_it_is_asked_with_a_signature_that_libraries_check(endpoint: Endpoint, service: Service) -> None:
    pull = says(endpoint, (service.reference, "on"))
    assert (pull.failure, pull.services, pull.differing) == ("", 1, 0)
    (headers,) = endpoint.asked
    assert headers["webhook-id"] == str(pull.pk)
    at = dt.datetime.fromtimestamp(int(headers["webhook-timestamp"]), dt.UTC)
    assert headers["webhook-signature"] == Webhook(signing_secret()).sign(str(pull.pk), at, "")


def test_a_service_switched_back_on_is_found_and_the_endpoint_called_again(
    endpoint: Endpoint, service: Service, set_clock: Clock
) -> None:
    hold = held(service, set_clock)
    says(endpoint, (service.reference, "on"))
    found = StateDifference.objects.get()
    assert (found.service, found.state) == (service, ProviderState.ON)
    assert found.since == dt.datetime(2026, 10, 28, 19, tzinfo=dt.UTC)
    officer = Walker(client(), "/desk/")
    officer.follow("service on or off without us").follow("Send again")
    assert "the service has to be off" in officer.page.text
    officer.submit("Call it again", reason="It runs.")
    call_due()
    assert [event["type"] for event in endpoint.events] == ["hold.placed", "hold.placed"]
    first, second = ProvisioningCall.objects.filter(hold=hold).order_by("round")
    assert first.pk != second.pk
    says(endpoint, (service.reference, "off"))
    found.refresh_from_db()
    assert found.over_at is not None
    assert not Walker(client(), "/desk/").sees("without us")


def client() -> Client:
    made = Client(SERVER_NAME="acme.localhost")
    made.force_login(holds.officer())
    return made


def test_a_service_off_without_us_is_accepted_until_the_provider_says_otherwise(
    endpoint: Endpoint, service: Service
) -> None:
    says(endpoint, (service.reference, "off"))
    officer = Walker(client(), "/desk/").follow("service on or off without us")
    assert not officer.sees("Send again")
    officer.follow("Accept").submit("Accept it", reason="Their maintenance.")
    assert not officer.sees("Accept")
    says(endpoint, (service.reference, "off"))
    assert StateDifference.objects.count() == 1
    says(endpoint, (service.reference, "on"))
    says(endpoint, (service.reference, "off"))
    assert [one.accepted_at is None for one in StateDifference.objects.order_by("found_at")] == [False, True]


def test_what_was_lifted_and_stayed_off_is_sent_again(endpoint: Endpoint, service: Service, set_clock: Clock) -> None:
    hold = held(service, set_clock)
    lift_hold(by=holds.officer(), hold=hold)
    call_due()
    set_clock(clock.now() + HOUR)
    says(endpoint, (service.reference, "off"))
    found = StateDifference.objects.get()
    answer = client().post(f"/api/v1/provider-differences/{found.pk}/send/", {"reason": "It is paid."})
    assert answer.json() == {"queued": 1}
    call_due()
    assert endpoint.events[-1]["type"] == "hold.lifted"
    assert endpoint.events[-1]["data"]["enabled"] is True
    (listed,) = client().get("/api/v1/provider-differences/?open=true").json()["results"]
    assert (listed["service_reference"], listed["state"]) == (service.reference, "off")
    assert client().post(f"/api/v1/provider-differences/{found.pk}/accept/").status_code == 200
    assert client().get("/api/v1/provider-differences/?open=true").json()["count"] == 0
    again = client().post(f"/api/v1/provider-differences/{found.pk}/accept/")
    assert (again.status_code, again.json()["code"]) == (409, "difference_over")


def test_what_is_being_switched_just_now_is_no_difference(endpoint: Endpoint, service: Service) -> None:
    place_hold(by=holds.officer(), service=service, reason=HoldReason.PAYMENT)
    assert says(endpoint, (service.reference, "on")).differing == 0


def test_what_is_unknown_here_is_counted_and_an_ended_service_left_alone(endpoint: Endpoint, service: Service) -> None:
    Service.objects.filter(pk=service.pk).update(ends_at=NOW - HOUR)
    pull = says(endpoint, (service.reference, "on"), ("nobody-1", "off"))
    assert (pull.services, pull.unknown, pull.differing) == (2, 2, 0)


ONE = '{"service": "S-1", "state": "on", "since": null}'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"{}", "not a list"),
        (b"[1]", "entry 1 is not an object"),
        (b'[{"state": "on"}]', "entry 1 names no service"),
        (b'[{"service": "S-1", "state": "up"}]', "neither on nor off"),
        (b'[{"service": "S-1", "state": "on", "since": "2026-10-28"}]', "not an instant"),
        (b'[{"service": "S-1", "state": "on", "since": "0001-01-01T00:00:00Z"}]', "not an instant"),
        (f"[{ONE}, {ONE}]".encode(), "named twice"),
        (b"[]" + b" " * 20_000_001, "more than 20000000 bytes"),
    ],
)
def test_what_is_no_list_changes_nothing_and_stands_on_the_desk(
    endpoint: Endpoint, service: Service, body: bytes, words: str
) -> None:
    says(endpoint, (service.reference, "off"))
    endpoint.states = body
    pull = pull_states()
    assert pull is not None
    assert words in pull.failure
    assert StateDifference.objects.filter(over_at=None).count() == 1
    assert words in client().get("/desk/holds/attention/").text


@pytest.mark.parametrize(("status", "headers"), [(302, {"Location": "/elsewhere"}), (500, {}), (204, {})])
def test_a_redirect_is_not_followed_and_an_error_is_told(
    endpoint: Endpoint, service: Service, status: int, headers: dict[str, str]
) -> None:
    endpoint.states_status, endpoint.states_headers = status, headers
    pull = pull_states()
    assert pull is not None
    assert pull.failure.startswith(str(status))
    assert len(endpoint.asked) == 1


def test_a_provider_that_is_gone_is_told(endpoint: Endpoint, acme: Reseller) -> None:
    Reseller.objects.filter(pk=acme.pk).update(provisioning_states_url="http://127.0.0.1:1/")
    pull = pull_states()
    assert pull is not None
    assert "ConnectError" in pull.failure


def test_the_sweep_asks_once_a_day(endpoint: Endpoint, set_clock: Clock) -> None:
    with tasks_sent() as sent:
        tasks.wake()
    assert [name for name, _tenant, _given in sent] == ["pull_provider_states"]
    tasks.pull_provider_states.run()
    tasks.pull_provider_states.run()
    assert len(endpoint.asked) == 1
    assert not states_due(at=clock.now())
    assert states_due(at=clock.now() + 24 * HOUR)


def test_without_an_address_nothing_is_asked(acme: Reseller) -> None:
    assert not states_due(at=NOW)
    assert pull_states() is None


def test_the_administrator_sees_when_it_was_asked(
    endpoint: Endpoint, service: Service, staff: Callable[..., User], client_at: Callable[..., Client]
) -> None:
    says(endpoint, (service.reference, "off"))
    page = client_at("acme", staff(Role.ADMINISTRATOR)).get("/desk/holds/endpoint/").text
    assert "1 services, 1 otherwise than here" in page
