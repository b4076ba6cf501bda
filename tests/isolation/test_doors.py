"""Every page and endpoint lets in whom the literal tables `doors.txt` and `roles.txt` name, and nobody else."""

from typing import Any

import pytest
from django.test import Client

from portal.urls import gathered
from tenants.people.models import Role
from tenants.people.permissions import ROLES, Permission
from tests.conftest import ClientAt, Staff
from tests.isolation import doors
from tests.isolation.acme import Acme
from tests.isolation.beta import ANONYMOUS, CUSTOMERS, Beta, taken_back
from tests.isolation.doors import Door
from tests.isolation.judging import Judge, let_go, touched
from tests.isolation.walking import METHODS, Stop, addresses, stops

SIGN_IN, UNKNOWN, FORBIDDEN = 302, 401, 403
URLCONFS = {"reseller": "portal.urls", "operator": "portal.urls_operator"}


def walked(host: str = "reseller") -> list[tuple[Stop, Door]]:
    """Every pattern of a host's resolver with what was agreed of each of its methods."""
    agreed = doors.agreed()
    return [
        (stop, agreed[key])
        for stop in stops(URLCONFS[host])
        for door in doors.declared(stop, host=host)
        if (key := (host, door.method, door.route)) in agreed
    ]


def staff_doors() -> list[tuple[Stop, Door]]:
    """Where a permission is asked, page or endpoint."""
    return [(stop, door) for stop, door in walked() if not door.who & doors.WORDS]


def status(client: Client, address: str, method: str = "GET") -> int:
    """How a request is answered."""
    return int(asked(client, address, method)[0].status_code)


def asked(client: Client, address: str, method: str) -> tuple[Any, list[str]]:
    """The answer to a request, closed unread where it streams, and the tables of acme that it wrote to; taken back."""
    with taken_back():
        answer = client.generic(method, address, "{}", "application/json")
        let_go(answer)
        written = [table for table in touched("acme") if table.startswith("acme.")]
    return answer, written


def test_every_address_stands_in_the_table_with_who_may_enter_and_no_line_is_of_old() -> None:
    agreed = doors.agreed()
    found = [door for host in URLCONFS for stop in stops(URLCONFS[host]) for door in doors.declared(stop, host=host)]
    unknown = [str(one) for one in found if (one.host, one.method, one.route) not in agreed]
    assert not unknown, "doors.txt has no line for:\n" + "\n".join(unknown)
    gone = set(agreed) - {(one.host, one.method, one.route) for one in found}
    assert not gone, f"doors.txt names what is no more: {sorted(gone)}"


def test_every_view_asks_what_the_table_says() -> None:
    others = [
        f"{door} but the view asks {','.join(sorted(said.who))}"
        for host in URLCONFS
        for stop, door in walked(host)
        for said in doors.declared(stop, host=host)
        if said.method == door.method and said.who != door.who
    ]
    assert not others, "\n".join(others)


def test_the_table_names_permissions_that_exist_and_no_area_stands_open() -> None:
    for door in doors.agreed().values():
        assert door.who <= doors.WORDS | set(Permission.values), door
        if door.route.startswith("/desk/"):
            assert not door.who & {doors.PUBLIC, doors.CUSTOMER}, door
        if door.route.startswith("/my/"):
            assert door.who == {doors.CUSTOMER}, door


def test_what_the_table_calls_public_its_room_calls_public_too() -> None:
    public = {id(pattern) for pattern in gathered("public")}
    framework = {"api-schema", "api-docs", "look-css"}
    for stop, door in walked():
        if door.who == {doors.PUBLIC} and not stop.api and stop.pattern.name not in framework:
            assert id(stop.pattern) in public, door


def test_every_role_has_the_permissions_of_the_table_and_no_other() -> None:
    assert {str(role): {str(one) for one in given} for role, given in ROLES.items()} == doors.roles_agreed()


def test_a_stranger_enters_neither_desk_nor_my_pages(acme_data: Acme, beta_people: Beta) -> None:
    client = beta_people.client(ANONYMOUS)
    for stop in {id(stop): stop for stop, door in walked() if door.who != {doors.PUBLIC} and not stop.api}.values():
        for address in addresses(stop, acme_data):
            for method in METHODS:
                with taken_back():
                    answer = client.generic(method, address)
                    let_go(answer)
                assert answer.status_code == SIGN_IN, f"{method} {address}"
                assert answer["Location"].startswith("/sign-in/"), address


def test_a_stranger_calls_no_endpoint_but_the_public_ones(acme_data: Acme, beta_people: Beta) -> None:
    client = beta_people.client(ANONYMOUS)
    wrong = [
        str(door)
        for stop, door in walked()
        if stop.api
        and (status(client, addresses(stop, acme_data)[0], door.method) in {UNKNOWN, FORBIDDEN})
        != (door.who != {doors.PUBLIC})
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_without_the_permission_is_refused_and_one_with_it_is_not(
    acme_data: Acme, beta_people: Beta, role: Role
) -> None:
    may, judge, wrong = doors.roles_agreed()[role], Judge.of(acme_data), []
    for stop, door in staff_doors():
        address = addresses(stop, acme_data)[0]
        for who in (role.value, f"token of {role.value}") if stop.api else (role.value,):
            answer, written = asked(beta_people.client(who), address, door.method)
            if (answer.status_code == FORBIDDEN) != door.who.isdisjoint(may):
                wrong.append(f"{door} answers {answer.status_code} to {who}")
            if answer.status_code == FORBIDDEN:
                wrong += [f"{door} refuses {who} and {fault}" for fault in judge.faults(answer, asked=address)]
                wrong += [f"{door} refuses {who} and changes {table}" for table in written]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_a_token_of_staff_speaks_for_no_customer_and_makes_no_token(
    acme_data: Acme, beta_people: Beta, role: Role
) -> None:
    client = beta_people.client(f"token of {role.value}")
    wrong = [
        str(door)
        for stop, door in walked()
        if stop.api
        and door.who & {"own", doors.NO_TOKEN}
        and status(client, addresses(stop, acme_data)[0], door.method) != FORBIDDEN
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", CUSTOMERS)
def test_a_customer_enters_no_desk_and_staff_no_customers_page(acme_data: Acme, beta_people: Beta, who: str) -> None:
    wrong = []
    for stop, door in walked():
        address = addresses(stop, acme_data)[0]
        if not door.who & doors.WORDS and status(beta_people.client(who), address, door.method) != FORBIDDEN:
            wrong.append(f"{door} opens to {who}")
        if door.who == {doors.CUSTOMER} and status(beta_people.client(Role.AUDITOR), address, door.method) != FORBIDDEN:
            wrong.append(f"{door} opens to staff")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_the_operators_pages_ask_what_the_table_says(db: None, staff: Staff, client_at: ClientAt, role: Role) -> None:
    client, wrong = client_at("public", staff(role)), []
    for stop, door in walked("operator"):
        if door.who & doors.WORDS or stop.kwargs:
            continue
        answered = status(client, "/" + stop.route, door.method)
        if (answered == FORBIDDEN) != door.who.isdisjoint(doors.roles_agreed()[role]):
            wrong.append(f"{door} answers {answered} to {role}")
    assert not wrong, "\n".join(wrong)
