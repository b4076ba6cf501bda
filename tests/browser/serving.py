"""The portal served with the demo's example, on ports and a database of its own, for tests and pictures."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.running.ports import free_ports
from portal.running.processes import Supervisor
from portal.running.servers import Site, command, programs
from tests.databases import ROOT, admin_connection, copy_of, drop_database, ensure_prepared, with_database


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Keeps the portal running inside `with`; its files go to `folder` and its database is dropped at the end."""
    name = f"proviso_browser_{os.getpid()}"
    web, smtp, mailbox = free_ports(3)
    database = {key: with_database(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    site = Site(
        var=folder,
        port=web,
        smtp_port=smtp,
        mailbox_port=mailbox,
        database=database,
        environment="test",
        clock="settable",
    )
    with admin_connection() as admin:
        try:
            copy_of(ensure_prepared(), name, schemas=())
            with Supervisor() as supervisor:
                mail, _worker, _beat, server = programs(site)
                supervisor.start(mail)
                supervisor.start(server)
                supervisor.wait_ready()
                run(site, "fill_example")
                yield site
        finally:
            drop_database(admin, name)


def run(site: Site, *words: str) -> str:
    """One management command of the served portal; RuntimeError with what it said when it fails."""
    done = subprocess.run(command(*words), cwd=ROOT, env=site.variables(), check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed: {done.stderr[-2000:]}")
    return done.stdout
