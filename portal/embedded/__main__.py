"""Commands for the embedded database: python -m portal.embedded start|stop|status|urls|run|prepare|forget."""

import argparse
import os
import subprocess
import sys

from portal.embedded import lease
from portal.embedded.endpoint import DATABASE, DatabaseSetupError
from portal.embedded.places import places
from portal.embedded.roles import drop_database, prepare


def main(words: list[str] | None = None) -> int:
    """Does one command; 0 when done, 1 with one sentence when not."""
    parser = argparse.ArgumentParser(prog="python -m portal.embedded", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="start it, and leave it running until `stop`")
    commands.add_parser("stop", help="stop it")
    commands.add_parser("status", help="say whether it runs and where its files are")
    commands.add_parser("urls", help="print DATABASE_URL and DATABASE_OWNER_URL of the running server")
    commands.add_parser("forget", help="stop it and remove all its data")
    wrapped = commands.add_parser("run", help="run a command with the two addresses in its environment")
    wrapped.add_argument("words", nargs=argparse.REMAINDER, help="the command, such as python manage.py shell")
    other = commands.add_parser("prepare", help="make roles and database on another server, print the addresses")
    other.add_argument("--superuser-url", required=True, help="such as postgres://postgres@127.0.0.1:5432/postgres")
    other.add_argument("--database", default=DATABASE)
    other.add_argument("--fresh", action="store_true", help="drop the database first")
    other.add_argument("--with-passwords", action="store_true", help="give both roles a new random password")
    chosen = parser.parse_args(words)
    try:
        return _do(chosen)
    except DatabaseSetupError as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1


def _do(chosen: argparse.Namespace) -> int:
    if chosen.command == "start":
        _say(lease.start().lines())
    elif chosen.command == "stop":
        _say("stopped" if lease.stop() else "it was not running")
    elif chosen.command == "forget":
        lease.forget()
        _say("forgotten")
    elif chosen.command == "run":
        return _run(chosen.words)
    elif chosen.command == "prepare":
        if chosen.fresh:
            drop_database(chosen.superuser_url, chosen.database)
        _say(prepare(chosen.superuser_url, database=chosen.database, with_passwords=chosen.with_passwords).lines())
    else:
        return _tell(chosen.command)
    return 0


def _tell(command: str) -> int:
    there, address = places(), lease.known()
    if command == "status":
        _say(f"{'running' if address else 'not running'}; files in {there.home}")
    elif address:
        _say(address.lines())
    else:
        message = "The embedded PostgreSQL does not run: start it with `python -m portal.embedded start`."
        raise DatabaseSetupError(message)
    return 0 if address else 3


def _run(words: list[str]) -> int:
    """The exit code of a command that is given a database: the one named in the environment, else the embedded one."""
    environment = dict(os.environ)
    if not {"DATABASE_URL", "DATABASE_OWNER_URL"} <= environment.keys():
        environment |= lease.ensure().environment()
    return subprocess.run(words, check=False, env=environment).returncode  # noqa: S603 - what the caller typed


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
