"""One tenant's fault stops no other, and operators see it until it is gone."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from celery.signals import after_task_publish
from django.core.management import CommandError, call_command
from structlog.testing import capture_logs

from portal.running.ports import free_ports
from tenants.ledger.models import Entry, Unsealed
from tenants.people.models import Role
from tenants.resellers.current import connection
from tenants.resellers.models import Release, Status, SweepFailure
from tenants.resellers.provisioning import owner_connection
from tenants.resellers.sweeping import swept
from tenants.resellers.tasks import sweep
from tests.conftest import ClientAt, Staff, find, standing_in
from tests.databases import ROOT, with_database
from tests.factories.versions import posted_policy

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def at_the_operators(own_database: str) -> None:
    connection.set_schema_to_public()


@pytest.fixture
def sent() -> Iterator[list[tuple[str, str]]]:
    """The tasks that reached the broker, each with its tenant."""
    found: list[tuple[str, str]] = []

    def keep(sender: str, headers: dict[str, str], **_: object) -> None:
        found.append((sender.rpartition(".")[2], headers["schema"]))

    after_task_publish.connect(keep)
    yield found
    after_task_publish.disconnect(keep)


@pytest.fixture
def broken_acme(own_database: str) -> Iterator[None]:
    """A table of acme's notices is missing, as after a restore that went wrong."""
    with owner_connection() as owner:
        owner.execute("ALTER TABLE acme.notices_delivery RENAME TO elsewhere")
    yield
    repair()


def repair() -> None:
    with owner_connection() as owner:
        owner.execute("ALTER TABLE IF EXISTS acme.elsewhere RENAME TO notices_delivery")


@pytest.mark.usefixtures("broken_acme")
def test_the_others_are_swept_and_the_operator_sees_who_fails_until_it_goes_well(
    sent: list[tuple[str, str]], staff: Staff, client_at: ClientAt
) -> None:
    operator = staff(Role.OPERATOR)
    with capture_logs() as logs:
        assert sweep() == 3
        assert sweep() == 3
    assert {("seal", schema) for schema in ("vendor", "acme", "beta")} <= set(sent)
    [first, _second] = [line for line in logs if line["log_level"] == "error"]
    assert (first["tenant"], first["room"]) == ("acme", "notices")
    assert first["exc_info"]

    connection.set_schema_to_public()
    failure = SweepFailure.objects.get()
    assert (failure.reseller, failure.room, failure.times) == (find("acme"), "notices", 2)
    assert failure.error == "ProgrammingError"
    assert failure.first_at < failure.last_at
    page = client_at("public", operator).get("/").content.decode()
    assert "Work that fails" in page
    assert "ProgrammingError" in page
    assert "notices_delivery" not in page, "what an error says may quote a tenant's rows"

    repair()
    assert sweep() == 3
    assert not SweepFailure.objects.exists()
    assert "Work that fails" not in client_at("public", operator).get("/").content.decode()


@pytest.mark.usefixtures("broken_acme")
def test_a_suspended_resellers_failure_is_not_shown(staff: Staff, client_at: ClientAt) -> None:
    operator = staff(Role.OPERATOR)
    sweep()
    connection.set_schema_to_public()
    acme = find("acme")
    type(acme).objects.filter(pk=acme.pk).update(status=Status.SUSPENDED)
    assert "Work that fails" not in client_at("public", operator).get("/").content.decode()


def test_who_cannot_be_read_is_shown_so_among_the_others(staff: Staff, client_at: ClientAt) -> None:
    with standing_in("vendor"):
        posted_policy()
        release = Release.objects.get()
    connection.set_schema_to_public()
    client = client_at("public", staff(Role.OPERATOR))
    with owner_connection() as owner:
        owner.execute("ALTER TABLE acme.versions_policy RENAME TO elsewhere")
    try:
        for page in ("/uptake/", f"/uptake/{release.pk}/"):
            rows = {row.reseller.schema_name: row.readable for row in client.get(page).context["rows"]}
            assert rows.pop("acme") is False
            assert rows
            assert all(rows.values())
            assert "Cannot be read" in client.get(page).content.decode()
        for page in ("/uptake.json", f"/uptake/{release.pk}.json"):
            told = {row["reseller"]: row["readable"] for row in client.get(page).json()["results"]}
            assert told["acme"] is False
            assert told["beta"] is True
    finally:
        connection.set_schema_to_public()
        with owner_connection() as owner:
            owner.execute("ALTER TABLE acme.elsewhere RENAME TO versions_policy")


def test_a_broker_that_is_gone_is_no_tenants_fault(own_database: str) -> None:
    with standing_in("acme"):
        assert Unsealed.objects.exists()
    (nobody,) = free_ports(1)
    environment = os.environ | {
        "DATABASE_URL": with_database(os.environ["DATABASE_URL"], own_database),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "BROKER_URL": f"amqp://127.0.0.1:{nobody}//",
    }
    code = "import django; django.setup(); from tenants.resellers.tasks import sweep; sweep()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.stderr.rstrip().splitlines()[-1].startswith("kombu.exceptions.OperationalError")
    connection.set_schema_to_public()
    assert not SweepFailure.objects.exists()


def test_the_command_that_seals_goes_on_past_a_ledger_that_cannot_be_sealed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with owner_connection() as owner:
        owner.execute("ALTER TABLE acme.ledger_treehead RENAME TO elsewhere")
    with pytest.raises(CommandError, match=r"Not sealed: acme\. The others are\."):
        call_command("seal_ledger")
    told = capsys.readouterr()
    assert "beta: " in told.out
    assert "vendor: " in told.out
    assert told.err.startswith("acme: ")
    with standing_in("beta"):
        assert Entry.objects.exists()
        assert not Unsealed.objects.exists()
    with owner_connection() as owner:
        owner.execute("ALTER TABLE acme.elsewhere RENAME TO ledger_treehead")


def test_every_room_that_leaves_work_is_asked() -> None:
    assert len(swept) >= 5
