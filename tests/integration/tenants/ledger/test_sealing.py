"""The sealer loses nothing, whenever it was committed, and goes on where it stopped."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django_tenants.utils import schema_context
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tenants.ledger import clock
from tenants.ledger.checking.tables import verify_tables
from tenants.ledger.models import Entry, Leaf, TreeHead, Unsealed
from tenants.ledger.recording import record
from tenants.ledger.sealing.actions import seal, seal_batch
from tenants.ledger.sealing.merkle import root
from tenants.ledger.tasks import seal as seal_task
from tenants.resellers.models import Reseller
from tenants.resellers.provisioning import grant_everything, owner_connection, pg_dump
from tests.conftest import point_at
from tests.databases import EXAMPLE, admin_connection, drop_database

from .conftest import act


def order() -> list[int]:
    """The numbers of the sealed entries in the order of the tree."""
    return list(Leaf.objects.order_by("index").values_list("entry_id", flat=True))


def test_everything_committed_is_sealed_in_order_under_a_signed_head(reseller: Reseller) -> None:
    for number in range(5):
        act(reseller, str(number))
    waiting = Entry.objects.count()
    sealed = seal()
    assert sealed.entries == waiting
    assert sealed.head is not None
    assert sealed.head.size == Leaf.objects.count() == waiting
    assert bytes(sealed.head.root) == root(bytes(leaf.hash) for leaf in Leaf.objects.order_by("index"))
    assert not Unsealed.objects.exists()
    assert verify_tables().findings == ()


def test_sealing_again_with_nothing_new_makes_no_head(reseller: Reseller) -> None:
    act(reseller)
    seal()
    heads = TreeHead.objects.count()
    assert seal().entries == 0
    assert TreeHead.objects.count() == heads


def test_large_ledgers_are_sealed_in_batches_that_continue_one_tree(reseller: Reseller) -> None:
    for number in range(11):
        act(reseller, str(number))
    seal(batch=3)
    assert TreeHead.objects.count() >= 4
    assert verify_tables().findings == ()


def test_an_entry_committed_late_is_sealed_later_and_never_lost(reseller: Reseller) -> None:
    """A transaction is held open across two seals; its entry has a lower number than those sealed before it."""
    recorded, commit = threading.Event(), threading.Event()
    late: list[int] = []

    def hold() -> None:
        with schema_context(reseller.schema_name), transaction.atomic():
            late.append(record(verb="late", at=clock.now(), by=None, subject=reseller).pk)
            recorded.set()
            commit.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert recorded.wait(30)
    first = act(reseller)
    seal()
    second = act(reseller)
    seal()
    assert late[0] < first.pk
    assert late[0] not in order()
    commit.set()
    holder.join()
    assert seal().entries == 1
    assert order()[-3:] == [first.pk, second.pk, late[0]]
    assert verify_tables().findings == ()


def test_transactions_held_open_across_seals_are_each_sealed_once_they_commit(reseller: Reseller) -> None:
    """Ten transactions record in one order and commit in another, one seal after each; three of them roll back."""
    commits = [threading.Event() for _ in range(10)]
    recorded = threading.Barrier(11)
    numbers: dict[int, list[int]] = {}

    def hold(which: int) -> None:
        with schema_context(reseller.schema_name), transaction.atomic():
            numbers[which] = [record(verb="held", at=clock.now(), by=None, subject=reseller).pk for _ in range(3)]
            recorded.wait(30)
            commits[which].wait(60)
            transaction.set_rollback(which % 4 == 3)
        connection.close()

    holders = [threading.Thread(target=hold, args=[which]) for which in range(10)]
    for holder in holders:
        holder.start()
    recorded.wait(30)
    act(reseller)
    seal()
    expected = order()
    for which in (9, 2, 5, 0, 7, 1, 8, 3, 6, 4):
        commits[which].set()
        holders[which].join()
        late = act(reseller).pk
        seal()
        expected += sorted([*(numbers[which] if which % 4 != 3 else []), late])
        assert order() == expected
    assert not Unsealed.objects.exists()
    assert verify_tables().findings == ()


def test_sealing_goes_on_after_a_restore_into_another_database(
    reseller: Reseller, tmp_path: Path, own_database: str
) -> None:
    """Neither numbers nor transaction ids mean anything there: both start again, the late entry with a low number."""
    with transaction.atomic():
        record(verb="undone", at=clock.now(), by=None, subject=reseller)
        transaction.set_rollback(True)
    act(reseller)
    kept = seal().head
    act(reseller, "waits")
    assert kept is not None
    gap = min(set(range(1, Entry.objects.latest("pk").pk)) - set(Entry.objects.values_list("pk", flat=True)))
    with restored(own_database, tmp_path / "dump", sequence_from=gap):
        low = act(reseller, "after the restore")
        assert low.pk == gap
        assert seal().entries == 2
        assert order()[-2:] == sorted(order()[-2:])
        assert verify_tables(head=kept.signed).findings == ()


@contextmanager
def restored(name: str, file: Path, *, sequence_from: int) -> Iterator[None]:
    """The database dumped and restored under another name, whose numbers go on from `sequence_from`."""
    copy = f"{name}_restored"
    with owner_connection() as owner:
        binaries = Path(pg_dump(owner.info.server_version // 10000)).parent
    url = make_conninfo(settings.OWNER_URL, dbname=name)
    subprocess.run([binaries / "pg_dump", "-Fc", f"--file={file}", url], check=True, capture_output=True)
    connection.close()
    with admin_connection() as admin:
        drop_database(admin, copy)
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(copy)))
    url = make_conninfo(settings.OWNER_URL, dbname=copy)
    subprocess.run([binaries / "pg_restore", "--exit-on-error", "-d", url, file], check=True, capture_output=True)
    with psycopg.connect(url) as owner:
        grant_everything(EXAMPLE, owner=owner)  # as `prepare_database` does
        owner.execute("SELECT setval(pg_get_serial_sequence('acme.ledger_entry', 'id'), %s, false)", [sequence_from])
    point_at(copy)
    try:
        yield
    finally:
        point_at(name)
        with admin_connection() as admin:
            drop_database(admin, copy)


def test_what_was_rolled_back_leaves_no_gap(reseller: Reseller) -> None:
    seal()
    with transaction.atomic():
        record(verb="undone", at=clock.now(), by=None, subject=reseller)
        transaction.set_rollback(True)
    kept = act(reseller)
    seal()
    assert order()[-1] == kept.pk
    assert [leaf.index for leaf in Leaf.objects.order_by("index")] == list(range(Leaf.objects.count()))


def test_several_sealers_and_writers_at_once_seal_each_entry_once(reseller: Reseller) -> None:
    failures: list[BaseException] = []

    def work(what: str) -> None:
        try:
            with schema_context(reseller.schema_name):
                for number in range(20):
                    if what == "write":
                        act(reseller, str(number))
                    else:
                        seal_batch(limit=7)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[what]) for what in ("write", "seal", "write", "seal")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seal()
    assert failures == []
    assert sorted(order()) == sorted(Entry.objects.values_list("pk", flat=True))
    assert verify_tables().findings == ()


def test_the_ledgers_of_two_resellers_are_sealed_apart(reseller: Reseller) -> None:
    act(reseller)
    with schema_context("beta"):
        beta = seal().head
    acme = seal().head
    assert acme is not None
    assert beta is not None
    assert bytes(acme.root) != bytes(beta.root)
    with schema_context("beta"):
        said = verify_tables(head=acme.signed)
    assert "does not belong to this ledger" in str(said.findings[0])


def test_the_operators_own_ledger_is_sealed_too(reseller: Reseller) -> None:
    with schema_context("public"):
        act(reseller)
        seal()
        assert verify_tables().findings == ()


@pytest.mark.usefixtures("reseller")
def test_the_task_seals_in_its_tenant() -> None:
    waiting = Unsealed.objects.count()
    assert waiting
    assert seal_task.apply(headers={"schema": "acme"}).get() == waiting


@pytest.mark.usefixtures("reseller")
@pytest.mark.parametrize("facts", [{"share": 0.5}, {"bytes": 2**60}])
def test_what_could_not_be_sealed_is_not_recorded(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"), transaction.atomic():
        record(verb="tested", at=clock.now(), by=None, subject=Reseller(pk=1), facts=facts)
