"""Every page and endpoint says who may enter, and keeps everybody else out."""

import pytest
from django.test import Client
from rest_framework.permissions import AllowAny

from portal.urls import gathered
from tenants.people.endpoints import Allowed
from tenants.people.models import Role
from tenants.people.permissions import OWN, ROLES, any_of
from tests.isolation.acme import Acme
from tests.isolation.beta import ANONYMOUS, CUSTOMERS, Beta, taken_back
from tests.isolation.judging import let_go
from tests.isolation.walking import METHODS, Stop, addresses, stops

SIGN_IN, FORBIDDEN = 302, 403
AREAS = ("desk/", "my/", "api/v1/")
#: What the framework itself answers under the API's address: the schema and its page.
OPEN_API = {"api-schema", "api-docs"}


def pages() -> list[Stop]:
    """Every page, the public ones too."""
    return [stop for stop in stops() if not stop.api and stop.pattern.name not in OPEN_API]


def status(client: Client, address: str, method: str = "GET") -> int:
    """How a request is answered; what streams is closed unread."""
    with taken_back():
        answer = client.generic(method, address, "{}", "application/json")
        let_go(answer)
    return int(answer.status_code)


def endpoints() -> list[Stop]:
    """Every endpoint of a room."""
    return [stop for stop in stops() if stop.api and stop.pattern.name not in OPEN_API]


def door_of(stop: Stop) -> object:
    """Who may enter, as the view declares it."""
    return getattr(stop.view, "door", None)


def test_every_page_has_a_door_unless_its_room_calls_it_public() -> None:
    public = {id(pattern) for pattern in gathered("public")}
    open_ones = [stop for stop in pages() if door_of(stop) is None]
    assert [stop.route for stop in open_ones if stop.route.startswith(AREAS)] == []
    strangers = [stop.route for stop in open_ones if id(stop.pattern) not in public and stop.route != "look.css"]
    assert strangers == []


def test_the_desk_asks_for_a_permission_and_my_pages_for_a_customer() -> None:
    for stop in pages():
        if stop.route.startswith("desk/"):
            assert door_of(stop) in {"desk", "signed_in"}, stop.route
        if stop.route.startswith("my/"):
            assert door_of(stop) == "my", stop.route


def test_a_view_without_a_door_would_be_found() -> None:
    bare = Stop("desk/new/", stops()[0].pattern, api=False)
    assert door_of(bare) is None
    assert bare.route.startswith(AREAS)


def test_every_endpoint_names_the_permission_of_each_of_its_actions() -> None:
    unnamed = []
    for stop in endpoints():
        view = stop.view.cls
        if view.permission_classes in ([AllowAny], (AllowAny,)):
            continue
        assert list(view.permission_classes) == [Allowed], stop.route
        unnamed += [f"{stop.route} {action}" for action in stop.view.actions.values() if action not in view.permissions]
    assert unnamed == []


def test_a_stranger_enters_neither_desk_nor_my_pages(acme_data: Acme, beta_people: Beta) -> None:
    for stop in pages():
        if door_of(stop) is None:
            continue
        for address in addresses(stop, acme_data):
            for method in METHODS:
                with taken_back():
                    answer = beta_people.client(ANONYMOUS).generic(method, address)
                    let_go(answer)
                assert answer.status_code == SIGN_IN, f"{method} {address}"
                assert answer["Location"].startswith("/sign-in/"), address


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_the_permission_is_refused_and_one_with_it_is_not(
    acme_data: Acme, beta_people: Beta, role: Role
) -> None:
    wrong = []
    for stop in pages():
        if door_of(stop) == "desk":
            answered = status(beta_people.client(role.value), addresses(stop, acme_data)[0])
            if (answered == FORBIDDEN) != stop.view.needs.isdisjoint(ROLES[role]):
                wrong.append(f"{stop.route} answers {answered} to {role.value}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", CUSTOMERS)
def test_a_customer_enters_no_desk_and_staff_no_customers_page(acme_data: Acme, beta_people: Beta, who: str) -> None:
    wrong = []
    for stop in pages():
        address = addresses(stop, acme_data)[0]
        if door_of(stop) == "desk" and status(beta_people.client(who), address) != FORBIDDEN:
            wrong.append(f"{address} opens to {who}")
        if door_of(stop) == "my" and status(beta_people.client(Role.AUDITOR), address) != FORBIDDEN:
            wrong.append(f"{address} opens to staff")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_an_endpoint_refuses_a_token_whose_role_does_not_allow_it(
    acme_data: Acme, beta_people: Beta, role: Role
) -> None:
    wrong = []
    for stop in endpoints():
        view = stop.view.cls
        if list(view.permission_classes) != [Allowed]:
            continue
        for method, action in list(stop.view.actions.items()):
            asked = view.permissions[action]
            needed = frozenset() if asked in (None, OWN) else any_of(asked)
            client = beta_people.client(f"token of {role.value}")
            answered = status(client, addresses(stop, acme_data)[0], method.upper())
            if (answered == FORBIDDEN) != needed.isdisjoint(ROLES[role]):
                wrong.append(f"{method} {stop.route} answers {answered} to a token of {role.value}")
    assert not wrong, "\n".join(wrong)
