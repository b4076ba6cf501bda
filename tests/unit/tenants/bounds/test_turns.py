"""Two are served at once on the whole machine, never one tenant twice, and nobody waits without end."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier, Thread

import pytest

from tenants.bounds import turns
from tenants.bounds.turns import Busy, turn

ROOT = Path(turns.__file__).parents[2]


@pytest.fixture
def taking(tmp_path: Path) -> Callable[[str], ExitStack]:
    def take(tenant: str) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(turn(tmp_path, "reading", tenant, patience=0))
        return stack

    return take


def test_two_tenants_work_at_once_and_a_third_comes_next(taking: Callable[[str], ExitStack]) -> None:
    first, second = taking("acme"), taking("beta")
    with pytest.raises(Busy):
        taking("gamma")
    first.close()
    taking("gamma").close()
    second.close()


def test_one_tenant_never_has_both_places(taking: Callable[[str], ExitStack]) -> None:
    with taking("acme"):
        with pytest.raises(Busy):
            taking("acme")
        taking("beta").close()
    taking("acme").close()


def test_kinds_of_work_do_not_wait_for_each_other(taking: Callable[[str], ExitStack], tmp_path: Path) -> None:
    with taking("acme"), taking("beta"), turn(tmp_path, "checking", "acme", patience=0):
        pass


def test_a_turn_holds_in_other_processes_and_ends_with_the_one_that_held_it(
    taking: Callable[[str], ExitStack], tmp_path: Path
) -> None:
    script = (
        "import pathlib, sys; from tenants.bounds.turns import turn\n"
        f"with turn(pathlib.Path({str(tmp_path)!r}), 'reading', 'acme'): print('in', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "in\n"
        with pytest.raises(Busy):
            taking("acme")
        other.kill()
    taking("acme").close()


def test_whoever_waits_is_told_after_its_patience(taking: Callable[[str], ExitStack], tmp_path: Path) -> None:
    with taking("acme"):
        before = time.monotonic()
        with pytest.raises(Busy), turn(tmp_path, "reading", "acme", patience=0.2):
            pass
        assert 0.2 <= time.monotonic() - before < 2


def test_few_wait_and_the_others_are_told_at_once(taking: Callable[[str], ExitStack], tmp_path: Path) -> None:
    told: list[float] = []
    together = Barrier(20)

    def asking() -> None:
        together.wait()
        before = time.monotonic()
        try:
            with turn(tmp_path, "reading", "acme", patience=0.5):
                pass
        except Busy:
            told.append(time.monotonic() - before)

    with taking("acme"):
        threads = [Thread(target=asking) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(told) == 20
    assert sum(seconds >= 0.5 for seconds in told) == 2


def test_a_flood_of_one_tenant_leaves_the_other_its_turn(tmp_path: Path) -> None:
    served: list[str] = []
    stop = time.monotonic() + 10

    def asking(tenant: str, times: int) -> None:
        while times and time.monotonic() < stop:
            try:
                with turn(tmp_path, "reading", tenant, patience=1):
                    served.append(tenant)
                    time.monotonic()
                times -= 1
            except Busy:
                continue

    threads = [Thread(target=asking, args=["acme", 50]) for _ in range(8)] + [Thread(target=asking, args=["beta", 5])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert served.count("beta") == 5
