"""Workers that may be killed: `python -m tests.workers SCHEMA [NAME=VALUE]...` forks one for each line it reads.

It is a process of its own, since one that has run browsers and threads cannot be forked safely. Each worker sends what
is due; its process id is printed and, once it has ended, its exit status (negative: the signal). NAME=VALUE are
settings, in JSON.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import with_database

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 120  # seconds for anything a worker is waited for


class Workers:
    """Starts one worker at a time, ready to be killed at any moment."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.current = 0

    def start(self) -> None:
        """One more is at work."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        self.current = self._answer()

    def kill(self) -> bool:
        """SIGKILL; whether it was still at work then."""
        os.kill(self.current, signal.SIGKILL)
        return self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """How it ended."""
        return self._answer()

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._answers_within(0)

    def _answer(self) -> int:
        assert self._process.stdout is not None
        assert self._answers_within(LONGEST), "a worker neither ends nor works"
        return int(self._process.stdout.readline())

    def _answers_within(self, seconds: float) -> bool:
        assert self._process.stdout is not None
        return bool(select.select([self._process.stdout], [], [], seconds)[0])


@contextmanager
def working(database: str, schema: str, **settings: object) -> Iterator[Workers]:
    """Workers of one reseller in one database, with these settings."""
    command = [sys.executable, "-m", "tests.workers", schema]
    command += [f"{name}={json.dumps(value)}" for name, value in settings.items()]
    environment = os.environ | {"DATABASE_URL": with_database(os.environ["DATABASE_URL"], database)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, bufsize=0)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Workers(process)
    finally:
        process.stdin.close()
        process.wait(LONGEST)
        process.stdout.close()


def main(schema: str, *given: str) -> None:
    """Forks until nobody asks any more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - the environment above comes first
    from django.conf import settings  # noqa: PLC0415 - likewise

    django.setup()
    for one in given:
        name, _, value = one.partition("=")
        setattr(settings, name, json.loads(value))
    from policies.notices.delivery.sending import deliver_due  # noqa: PLC0415 - models need Django set up
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise

    child = 0
    for _asked in sys.stdin:
        if child:  # only now, so that its number names nobody else while it might be killed
            os.waitpid(child, 0)
        child = os.fork()
        if not child:
            with standing_in(schema):
                deliver_due()
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - what the other side reads
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        killed = ended.si_code != os.CLD_EXITED
        print(-ended.si_status if killed else ended.si_status, flush=True)  # noqa: T201 - likewise


if __name__ == "__main__":
    main(*sys.argv[1:])
