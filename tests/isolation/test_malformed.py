"""Whatever somebody sends to an endpoint, the answer is never a fault of ours: a refusal says what to do instead."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tenants.customers.models import Customer
from tenants.people.actions import give_roles
from tenants.people.api import STAFF_ROLES
from tenants.people.models import Role
from tenants.people.permissions import OWN
from tests.conftest import standing_in
from tests.factories.customers import person_of
from tests.isolation.acme import Acme
from tests.isolation.beta import taken_back
from tests.isolation.judging import SERVER_ERROR, let_go
from tests.isolation.malformed import Description
from tests.isolation.walking import Stop, addresses, stops

WRITING = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def askers(acme_data: Acme, settings: Any, tmp_path: Path) -> Iterator[dict[str, Client]]:
    """Somebody with every role of acme's staff, and a representative; they are forgotten afterwards, new keys too."""
    settings.KEYS_DIR = shutil.copytree(settings.KEYS_DIR, tmp_path / "keys")
    with taken_back():
        with standing_in("acme"):
            roles = [Role(role) for role, _label in STAFF_ROLES]
            staff = give_roles(by=None, email="all@acme.example", name="Everything", roles=roles)
            people = {"staff": staff, OWN: person_of(Customer.objects.get())}
            clients = {who: Client(SERVER_NAME="acme.localhost", raise_request_exception=False) for who in people}
            for who, client in clients.items():
                client.force_login(people[who])
        yield clients


def of_the_api() -> list[Stop]:
    return [stop for stop in stops() if stop.api and hasattr(stop.view.cls, "permissions")]


def asker(stop: Stop, method: str) -> str:
    return OWN if stop.view.cls.permissions.get(stop.view.actions[method.lower()]) == OWN else "staff"


def described(path: str) -> str:
    """A path whatever its parameters are called."""
    return re.sub(r"\{\w+\}|\(\?P<\w+>[^)]*\)", "{}", path).strip("/")


def answered(client: Client, method: str, address: str, body: bytes = b"") -> str:
    """What was wrong with the answer to one request, which is taken back."""
    with taken_back():
        answer = client.generic(method, address, body, content_type="application/json")
        let_go(answer)
    return (
        "" if answer.status_code < SERVER_ERROR else f"{method} {address} {body[:200]!r} answers {answer.status_code}"
    )


def test_no_body_of_an_endpoint_makes_a_fault(acme_data: Acme, askers: dict[str, Client]) -> None:
    description = Description()
    operations = {(one.method, described(one.path)): one for one in description.operations()}
    wrong = []
    for stop in of_the_api():
        for method in stop.methods:
            operation = operations.get((method, described(stop.route)))
            if method not in WRITING or operation is None:
                continue
            client = askers[asker(stop, method)]
            [address, *_others] = addresses(stop, acme_data)
            bodies = (json.dumps(body).encode() for body in description.bodies(operation, acme_data))
            wrong += [fault for body in bodies if (fault := answered(client, method, address, body))]
    assert not wrong, "\n".join(wrong)


#: Bodies that are not even JSON, or JSON that no reader goes through.
RAW = [
    "",
    "{",
    "[" * 200_000,
    '{"a":' * 100_000,
    "NaN",
    "1" * 10_000,
    "\x00",
    '{"id": 1, "id": 2}',
    '"\\ud800"',
    "\xff",
]


def test_no_raw_body_of_an_endpoint_makes_a_fault(acme_data: Acme, askers: dict[str, Client]) -> None:
    writing = [(stop, method) for stop in of_the_api() for method in stop.methods if method in WRITING]
    wrong = []
    for stop, method in {stop.view.cls: (stop, method) for stop, method in writing}.values():
        [address, *_others] = addresses(stop, acme_data)
        client = askers[asker(stop, method)]
        wrong += [fault for body in RAW if (fault := answered(client, method, address, body.encode("latin-1")))]
    assert not wrong, "\n".join(wrong)


#: What stands in a question where something else was asked for.
ANSWERS = ("a", "%00", "-1", "9" * 400, "9999-12-31T23:59:59-14:00")


def test_no_question_of_an_endpoint_makes_a_fault(acme_data: Acme, askers: dict[str, Client]) -> None:
    asked = {
        described(path): [one["name"] for one in verbs["get"].get("parameters", []) if one["in"] == "query"]
        for path, verbs in Description().whole["paths"].items()
        if "get" in verbs
    }
    assert {"page", "page_size"} < {name for names in asked.values() for name in names}
    wrong: list[str] = []
    seen: set[str] = set()
    for stop in of_the_api():
        # Pages are one class everywhere; a filter is each endpoint's own.
        names = {name for name in asked.get(described(stop.route), []) if name not in {"page", "page_size"} & seen}
        for name in names if "GET" in stop.methods else ():
            [address, *_others] = addresses(stop, acme_data)
            for value in ANSWERS:
                fault = answered(askers[asker(stop, "GET")], "GET", f"{address}?{name}={value}")
                wrong += [fault] if fault else []
            seen.add(name)
    assert not wrong, "\n".join(wrong)


#: What a browser would not send in a field, or only if somebody made it.
TYPED = ("", "a", "a\x00b", "9" * 400, "-1", "2026-02-30T25:61", "0001-01-01T00:00", "9999-12-31T23:59", "é" * 3000)


def test_no_field_of_a_page_makes_a_fault(acme_data: Acme, askers: dict[str, Client]) -> None:
    wrong, posted = [], 0
    for stop in stops():
        if stop.api or "POST" not in stop.methods:
            continue
        client = askers[OWN if stop.route.startswith("my/") else "staff"]
        [address, *_others] = addresses(stop, acme_data)
        with taken_back():
            page = client.get(address)
            let_go(page)
        shown = b"" if page.streaming else page.content
        names = set(re.findall(r'name="([\w-]+)"', shown.decode("utf-8", "replace"))) - {"csrfmiddlewaretoken"}
        for value in TYPED:
            posted += 1
            with taken_back():
                answer = client.post(address, dict.fromkeys(names | {"next"}, value))
                let_go(answer)
            if answer.status_code >= SERVER_ERROR:
                wrong.append(f"POST {address} {sorted(names)} all {value[:40]!r} answers {answer.status_code}")
    assert posted > 500
    assert not wrong, "\n".join(wrong)
