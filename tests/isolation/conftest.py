"""Two furnished resellers in a database of their own; every request of the suite is taken back after it was judged."""

import os
from collections.abc import Iterator

import pytest
from django.core import mail

from portal.celery import app
from tenants.resellers.current import connection
from tests.conftest import point_at, standing_in
from tests.databases import copy_template, drop_copy
from tests.isolation.acme import Acme, furnish
from tests.isolation.beta import Beta, people


@pytest.fixture(scope="module")
def worlds(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Acme, Beta]]:
    """Acme full of data, beta with a person for each role."""
    before, name = str(connection.settings_dict["NAME"]), f"proviso_isolation_{os.getpid()}"
    app.conf.update(broker_url="memory://")  # what commits here must wake nobody's worker
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]  # pytest-django's blocker
        patch.setattr("django.conf.settings.MEDIA_ROOT", str(tmp_path_factory.mktemp("files")))
        copy_template(name)
        point_at(name)
        try:
            with standing_in("acme"):
                acme = furnish()
            with standing_in("beta"):
                beta = people()
            mail.outbox.clear()
            with connection.cursor() as cursor:  # so that only what the walk writes is counted from here on
                cursor.execute("SELECT pg_stat_force_next_flush()")
            yield acme, beta
        finally:
            connection.set_schema_to_public()
            point_at(before)
            drop_copy(name)


@pytest.fixture(scope="module")
def acme_data(worlds: tuple[Acme, Beta]) -> Acme:
    """What acme has."""
    return worlds[0]


@pytest.fixture(scope="module")
def beta_people(worlds: tuple[Acme, Beta]) -> Beta:
    """Who stands at beta's door."""
    return worlds[1]
