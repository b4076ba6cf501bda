"""The embedded server's folders: private, short enough for a socket, apart for every checkout."""

from pathlib import Path

from portal.embedded.endpoint import endpoint
from portal.embedded.places import LONGEST_SOCKET, places


def test_a_person_keeps_everything_in_var(tmp_path: Path) -> None:
    there = places(tmp_path, as_root=False)
    assert there.home == tmp_path / "postgres"
    assert there.data.is_relative_to(tmp_path)


def test_root_keeps_it_outside_the_checkout_so_that_no_folder_above_is_opened(tmp_path: Path) -> None:
    there, other = places(tmp_path / "a", as_root=True), places(tmp_path / "b", as_root=True)
    assert not there.home.is_relative_to(tmp_path)
    assert there.program.is_relative_to(there.home)
    assert there.home != other.home


def test_a_long_path_moves_only_the_socket(tmp_path: Path) -> None:
    there = places(tmp_path / ("deep" * 30), as_root=False)
    assert there.data.is_relative_to(tmp_path)
    assert len(str(there.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET


def test_the_addresses_name_one_server_three_roles_and_the_database() -> None:
    found = endpoint(
        "postgres://root:secret@127.0.0.1:5433/postgres?sslmode=require", database="proviso_ci", login_password="p@ss"
    )
    assert found.login_url == "postgres://proviso_app:p%40ss@127.0.0.1:5433/proviso_ci?sslmode=require"
    assert found.owner_url == "postgres://proviso_owner@127.0.0.1:5433/proviso_ci?sslmode=require"
    assert found.environment() == {"DATABASE_URL": found.login_url, "DATABASE_OWNER_URL": found.owner_url}
