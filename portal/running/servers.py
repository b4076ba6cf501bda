"""The processes that make a running Proviso on one machine, and the environment they share."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from portal.running.processes import Program
from tenants.resellers.whole_files import kept_secret

CHECKOUT = Path(__file__).resolve().parent.parent.parent
MANAGE = (sys.executable, str(CHECKOUT / "manage.py"))


@dataclass(frozen=True)
class Site:
    """One running Proviso: its folder for everything it keeps, its ports, its database and its kind of environment."""

    var: Path
    port: int
    smtp_port: int
    mailbox_port: int
    database: dict[str, str]
    environment: str = "demo"
    clock: str = "real"

    @property
    def ports(self) -> dict[str, int]:
        """What listens where, for people."""
        return {"the portal": self.port, "mail": self.smtp_port, "the mailbox page": self.mailbox_port}

    @property
    def address(self) -> str:
        """Where the web server answers health questions, on no tenant's host."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def mailbox(self) -> str:
        """Where mail can be read."""
        return f"http://localhost:{self.mailbox_port}/"

    def variables(self) -> dict[str, str]:
        """The whole environment of every process and command of this site."""
        given = {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "BROKER_URL": os.environ.get("BROKER_URL", "filesystem://"),
            "CACHE_URL": os.environ.get("CACHE_URL", "locmemcache://"),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "PROVISO_CLOCK": self.clock,
            "PROVISO_ENV": self.environment,
            "PROVISO_KEYS_DIR": str(self.var / "keys"),
            "PROVISO_MEDIA_DIR": str(self.var / "files"),
            "PROVISO_PORT": str(self.port),
            "PROVISO_SECRET_KEY": self._secret_key(),
            "PROVISO_VAR_DIR": str(self.var),
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONUNBUFFERED": "1",
        }
        return dict(os.environ) | given | self.database

    def _secret_key(self) -> str:
        """Kept from run to run, so that links and sessions go on working."""
        if given := os.environ.get("PROVISO_SECRET_KEY"):
            return given
        return kept_secret(self.var / "secret-key")


def programs(site: Site, *, web_workers: int = 2) -> list[Program]:
    """Mail first and web last, so that whoever can reach the portal finds everything behind it ready."""
    variables, logs = site.variables(), site.var / "log"
    python = sys.executable
    celery = (python, "-m", "celery", "-A", "portal", "--workdir", str(CHECKOUT))
    gunicorn = (python, "-m", "gunicorn", "portal.wsgi:application", "--chdir", str(CHECKOUT))

    def program(name: str, *command: str, address: str = "") -> Program:
        return Program(name, command, logs / f"{name}.log", address=address, environment=variables)

    return [
        program(
            "mail",
            *(python, "-m", "portal.running.mailsink", "--folder", str(site.var / "mail")),
            *("--smtp-port", str(site.smtp_port), "--http-port", str(site.mailbox_port)),
            address=f"http://127.0.0.1:{site.mailbox_port}/live",
        ),
        program(
            "worker",
            *celery,
            "worker",
            "--loglevel",
            "INFO",
            "--concurrency",
            "1",
            "--without-gossip",
            "--without-mingle",
        ),
        program("beat", *celery, "beat", "--loglevel", "INFO", "--pidfile", ""),
        program(
            "web",
            *gunicorn,
            *("--bind", f"127.0.0.1:{site.port}", "--workers", str(web_workers), "--threads", "2"),
            *(
                "--access-logfile",
                "-",
                "--logger-class",
                "portal.access_log.AccessLog",
                "--graceful-timeout",
                "2",
                "--no-control-socket",
                "--preload",
            ),
            address=f"{site.address}/live",
        ),
    ]


def command(*words: str) -> list[str]:
    """The command line of one management command."""
    return [*MANAGE, *words]
