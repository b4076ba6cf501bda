"""A prepared database for every run, two resellers in it, and clients that knock at their hosts."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django_tenants.utils import schema_context

from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.databases import copy_template, drop_copy

# A machine may be busy: how long an example takes proves nothing.
hypothesis.settings.register_profile("proviso", deadline=None)
# For `make mutants`, which runs a test thousands of times: few examples, the same every time, and none made smaller,
# which takes minutes for each mutant found.
hypothesis.settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    max_examples=40,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
)
hypothesis.settings.load_profile("proviso")


def point_at(name: str) -> None:
    """Every new connection of this process goes to this database."""
    connection.close()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Replaces pytest-django's: tests run as the login role, which could not create or migrate a database."""
    name = f"proviso_test_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        copy_template(name)
        point_at(name)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # likewise
        connection.close()
        drop_copy(name)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own for tests with real commits, threads or several connections."""
    before = connection.settings_dict["NAME"]
    name = f"proviso_own_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        copy_template(name)
        point_at(name)
        try:
            yield name
        finally:
            connection.set_schema_to_public()
            point_at(before)
            drop_copy(name)


@pytest.fixture
def acme(db: None) -> Iterator[Reseller]:
    """A reseller of the vendor at acme.localhost; the test stands in its schema."""
    with standing_in("acme") as reseller:
        yield reseller


@pytest.fixture
def beta(db: None) -> Reseller:
    """The neighbour at beta.localhost, also the vendor's reseller."""
    return find("beta")


@pytest.fixture
def vendor(db: None) -> Reseller:
    """The vendor at vendor.localhost."""
    return find("vendor")


def find(schema: str) -> Reseller:
    """A reseller by schema, wherever the test stands."""
    with schema_context("public"):
        found: Reseller = Reseller.objects.get(schema_name=schema)
    return found


class standing_in:  # noqa: N801 - reads as a word in `with standing_in("acme")`
    """Stands in a reseller's schema with its own row as the connection's tenant."""

    def __init__(self, schema: str) -> None:
        self.schema = schema

    def __enter__(self) -> Reseller:
        self.before = connection.tenant
        reseller = find(self.schema)
        connection.set_tenant(reseller)
        return reseller

    def __exit__(self, *_: object) -> None:
        connection.set_tenant(self.before)


Staff = Callable[..., User]


@pytest.fixture
def staff() -> Staff:
    """Makes a person with roles in the schema the test stands in: `staff(Role.EDITOR, name="Ed")`."""

    def make(*roles: Role, name: str = "", email: str = "") -> User:
        name = name or str(roles[0].label)
        email = email or f"{name.lower().replace(' ', '.')}@{connection.schema_name}.example"
        return give_roles(by=None, email=email, name=name, roles=roles)

    return make


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> Path:
    """An empty folder in which this test's files are kept."""
    settings.MEDIA_ROOT = tmp_path
    # django-tenants keeps the folder it saw first until this setting changes.
    settings.MULTITENANT_RELATIVE_MEDIA_ROOT = "%s"
    return tmp_path


ClientAt = Callable[..., Client]


@pytest.fixture
def client_at() -> ClientAt:
    """A client at a reseller's host, signed in when a user is given: `client_at("acme", user)`."""

    def make(schema: str, user: User | None = None) -> Client:
        host = settings.OPERATOR_HOST if schema == "public" else f"{schema}.localhost"
        client = Client(SERVER_NAME=host)
        if user is not None:
            with schema_context(schema):
                client.force_login(user)
        return client

    return make


@pytest.fixture
def set_clock(db: None) -> Iterator[Callable[[dt.datetime | None], None]]:
    """Sets the settable clock for this test; it goes back to the database's afterwards."""
    yield clock.set_to
    clock.set_to(None)
