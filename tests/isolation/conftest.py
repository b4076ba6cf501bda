"""Two furnished resellers in a database of their own; every request of the suite is taken back after it was judged."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core import mail

from portal.celery import app
from tenants.resellers.current import connection
from tests.conftest import point_at, standing_in
from tests.databases import copy_template, drop_copy
from tests.isolation.acme import Acme, furnish
from tests.isolation.beta import Beta, people


@dataclass(frozen=True)
class Worlds:
    """A database, the folder of its files, and what stands in both."""

    database: str
    files: Path
    acme: Acme
    beta: Beta


@pytest.fixture(scope="session")
def furnished(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Worlds]:
    """Acme full of data, beta with a person for each role; made once, since every test takes back what it did."""
    name, files = f"proviso_isolation_{os.getpid()}", tmp_path_factory.mktemp("files")
    app.conf.update(broker_url="memory://")  # what commits here must wake nobody's worker
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        copy_template(name)
    with inside(name, files, django_db_blocker):
        with standing_in("acme"):
            acme = furnish()
        with standing_in("beta"):
            beta = people()
        mail.outbox.clear()
        with connection.cursor() as cursor:  # so that only what the walk writes is counted from here on
            cursor.execute("SELECT pg_stat_force_next_flush()")
    yield Worlds(name, files, acme, beta)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # likewise
        drop_copy(name)


@contextmanager
def inside(database: str, files: Path, blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Every connection goes to that database and every file to that folder."""
    before = str(connection.settings_dict["NAME"])
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]  # likewise
        patch.setattr("django.conf.settings.MEDIA_ROOT", str(files))
        point_at(database)
        try:
            yield
        finally:
            connection.set_schema_to_public()
            point_at(before)


@pytest.fixture(scope="module")
def worlds(furnished: Worlds, django_db_blocker: pytest.FixtureRequest) -> Iterator[tuple[Acme, Beta]]:
    """Both, for the tests of one module, which stand in their database."""
    with inside(furnished.database, furnished.files, django_db_blocker):
        yield furnished.acme, furnished.beta


@pytest.fixture(scope="module")
def acme_data(worlds: tuple[Acme, Beta]) -> Acme:
    """What acme has."""
    return worlds[0]


@pytest.fixture(scope="module")
def beta_people(worlds: tuple[Acme, Beta]) -> Beta:
    """Who stands at beta's door."""
    return worlds[1]
