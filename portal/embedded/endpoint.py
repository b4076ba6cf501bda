"""Addresses of a prepared database: one per role."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

OWNER = "proviso_owner"
LOGIN = "proviso_app"
DATABASE = "proviso"


class DatabaseSetupError(Exception):
    """What keeps the database from serving, in one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Endpoint:
    """Where one database is reached, as the login role, as its owner and as the server's superuser."""

    login_url: str
    owner_url: str
    superuser_url: str
    database: str

    def environment(self) -> dict[str, str]:
        """The two addresses as the settings read them."""
        return {"DATABASE_URL": self.login_url, "DATABASE_OWNER_URL": self.owner_url}

    def lines(self) -> str:
        """The same, one `NAME=value` a line."""
        return "\n".join(f"{name}={value}" for name, value in self.environment().items())


def address(superuser_url: str, *, user: str, database: str, password: str = "") -> str:
    """The same server, reached as another role and another database."""
    parts = urlsplit(superuser_url)
    host = parts.netloc.rpartition("@")[2]
    person = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    return urlunsplit((parts.scheme, f"{person}@{host}", f"/{database}", parts.query, ""))


def endpoint(
    superuser_url: str, *, database: str = DATABASE, login_password: str = "", owner_password: str = ""
) -> Endpoint:
    """The addresses of `database` on the server that `superuser_url` names."""
    return Endpoint(
        login_url=address(superuser_url, user=LOGIN, database=database, password=login_password),
        owner_url=address(superuser_url, user=OWNER, database=database, password=owner_password),
        superuser_url=superuser_url,
        database=database,
    )
