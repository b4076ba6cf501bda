"""Acme with something in every state, in a database of its own, and a person for each role."""

import os
from collections.abc import Iterator

import pytest
from django.core import mail
from django_tenants.utils import schema_context

from portal.celery import app
from tenants.people.models import Role
from tests.conftest import standing_in
from tests.databases import copy_template, drop_copy
from tests.isolation.acme import Acme, furnish
from tests.isolation.conftest import inside
from tests.reach.people import EVERYBODY, Person, person
from tests.reach.states import unfinished


@pytest.fixture(scope="module")
def worlds(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Acme, dict[str, Person]]]:
    """Everybody by who they are."""
    name = f"proviso_reach_{os.getpid()}"
    app.conf.update(broker_url="memory://")  # what commits here must wake nobody's worker
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        copy_template(name)
    with inside(name, tmp_path_factory.mktemp("files"), django_db_blocker):
        with standing_in("acme"):
            acme = furnish()
        people = {}
        for who in EVERYBODY:
            with schema_context("public") if who == Role.OPERATOR else standing_in("acme"):
                people[who] = person(who)
        with standing_in("acme"):
            unfinished(reviewer=people[Role.APPEAL_REVIEWER].member, administrator=people[Role.ADMINISTRATOR].member)
        mail.outbox.clear()
        yield acme, people
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # likewise
        drop_copy(name)


@pytest.fixture(scope="module")
def acme_data(worlds: tuple[Acme, dict[str, Person]]) -> Acme:
    """What acme has."""
    return worlds[0]


@pytest.fixture(scope="module")
def everybody(worlds: tuple[Acme, dict[str, Person]]) -> dict[str, Person]:
    """A person for each role, by who they are."""
    return worlds[1]
