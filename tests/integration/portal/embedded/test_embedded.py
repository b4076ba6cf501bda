"""The embedded PostgreSQL, driven as its users drive it: by command, by several processes, and after accidents."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from portal.embedded import Endpoint, forget, known
from portal.embedded.places import places

HOLD = "import sys; from portal import embedded; embedded.ensure(); print('held', flush=True); sys.stdin.read()"
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="pv-"))  # short, since a socket's path may not be long
    yield folder
    forget(folder)
    shutil.rmtree(folder)


@pytest.fixture
def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
    return kept | {"PROVISO_VAR_DIR": str(var)}


@pytest.fixture
def command(environment: dict[str, str]) -> Command:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "portal.embedded", *words]
        return subprocess.run(line, check=False, capture_output=True, text=True, env=environment)

    return run


@pytest.fixture
def endpoint(command: Command, var: Path) -> Endpoint:
    """The addresses of the server, started if it does not run."""
    if known(var) is None:
        command("start")
    found = known(var)
    assert found is not None
    return found


def holder(environment: dict[str, str]) -> subprocess.Popen[str]:
    """Another process that needs the database, and has it when this returns."""
    line = [sys.executable, "-c", HOLD]
    process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate("")


def test_started_by_hand_it_runs_until_stopped_by_hand(
    command: Command, environment: dict[str, str], var: Path
) -> None:
    assert command("status").returncode == 3
    started = command("start")
    assert started.returncode == 0, started.stderr
    end(holder(environment))
    assert "running" in command("status").stdout
    assert command("urls").stdout == started.stdout
    assert started.stdout.startswith("DATABASE_URL=postgres://proviso_app@/proviso?host=")
    assert command("stop").stdout == "stopped\n"
    assert command("stop").stdout == "it was not running\n"
    assert known(var) is None


def test_the_last_process_that_needs_it_stops_it(environment: dict[str, str], var: Path) -> None:
    first, second = holder(environment), holder(environment)
    end(first)
    assert known(var) is not None
    end(second)
    assert known(var) is None


def test_a_process_that_was_killed_does_not_keep_it(environment: dict[str, str], var: Path) -> None:
    killed, other = holder(environment), holder(environment)
    killed.kill()
    killed.communicate()
    end(other)
    assert known(var) is None


def test_a_command_gets_the_addresses_and_its_exit_code_comes_back(command: Command) -> None:
    code = "import os, psycopg, sys; psycopg.connect(os.environ['DATABASE_OWNER_URL']); sys.exit(7)"
    assert command("run", sys.executable, "-c", code).returncode == 7


def test_the_login_role_may_only_connect(endpoint: Endpoint) -> None:
    with psycopg.connect(endpoint.login_url, autocommit=True) as login:
        attributes = "rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
        row = login.execute(f"SELECT {attributes} FROM pg_roles WHERE rolname = current_user").fetchone()
        assert row == (False,) * 6
        for forbidden in (
            "CREATE TEMPORARY TABLE ledger_entry (id int)",
            "CREATE TABLE ledger_entry (id int)",
            "CREATE SCHEMA mine",
            "CREATE DATABASE mine",
            "CREATE ROLE mine",
            "SET ROLE proviso_owner",
            "ALTER ROLE proviso_app CREATEDB",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(forbidden)


def test_the_owner_may_make_databases_and_roles_but_is_no_superuser(endpoint: Endpoint) -> None:
    with psycopg.connect(endpoint.owner_url, autocommit=True) as owner:
        row = owner.execute("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert row.fetchone() == (False, True, True)
        found = owner.execute("SELECT extname FROM pg_extension ORDER BY 1").fetchall()
        assert [name for (name,) in found] == ["btree_gist", "pg_trgm", "plpgsql"]
        assert owner.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        owner.execute("CREATE SCHEMA a_tenant")
        owner.execute("DROP SCHEMA a_tenant")


def test_preparing_again_repairs_a_role_and_keeps_the_data(command: Command, endpoint: Endpoint) -> None:
    with psycopg.connect(endpoint.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS one")
    with psycopg.connect(endpoint.superuser_url, autocommit=True) as superuser:
        superuser.execute("ALTER ROLE proviso_app CREATEDB")
    again = command("prepare", "--superuser-url", endpoint.superuser_url)
    assert again.stdout == endpoint.lines() + "\n"
    with psycopg.connect(endpoint.owner_url, autocommit=True) as owner:
        row = owner.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = 'proviso_app'").fetchone()
        assert row == (False,)
        owner.execute("DROP TABLE kept")


def test_a_start_that_was_interrupted_is_begun_again_and_forgetting_leaves_nothing(command: Command, var: Path) -> None:
    command("forget")
    draft = places(var).home / "data.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    assert command("start").returncode == 0
    assert command("forget").returncode == 0
    assert not places(var).home.exists()
    assert not places(var).pointer.exists()


def test_a_folder_that_is_no_database_is_told_in_a_sentence(command: Command, var: Path) -> None:
    command("forget")
    places(var).data.mkdir(parents=True)
    told = command("start")
    assert told.returncode == 1
    assert "is not a complete database. `make clean` forgets it" in told.stderr
    assert "Traceback" not in told.stderr
    forget(var)


def test_a_database_of_another_major_version_is_told_in_a_sentence(command: Command, var: Path) -> None:
    command("forget")
    places(var).data.mkdir(parents=True)
    (places(var).data / "PG_VERSION").write_text("12\n")
    assert "was made by PostgreSQL 12" in command("start").stderr
    forget(var)


def test_a_server_that_cannot_be_reached_is_told_in_a_sentence(command: Command) -> None:
    told = command("prepare", "--superuser-url", "postgres://postgres@127.0.0.1:1/postgres")
    assert told.returncode == 1
    assert told.stderr.startswith("The database could not be prepared: ")
    assert "Traceback" not in told.stderr
