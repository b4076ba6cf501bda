"""The pictures in docs/pictures: which page each shows, to whom, on what."""

import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from portal.example import PEOPLE, Face
from tests.browser.visitor import DARK_DESKTOP, DESKTOP, PHONE, Device
from tests.databases import ROOT

FOLDER = ROOT / "docs" / "pictures"
CASE = "SELECT id FROM acme.cases_case ORDER BY opened_at LIMIT 1"
STATEMENT = "SELECT id FROM acme.credits_creditstatement WHERE status = 'issued' ORDER BY month, number LIMIT 1"


@dataclass(frozen=True)
class Picture:
    """One picture; `{id}` in the address is what the query finds in the example."""

    name: str
    address: str
    face: Face = Face.STAFF
    device: Device = DESKTOP
    query: str = ""

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return FOLDER / f"{self.name}.png"

    @property
    def person(self) -> str:
        """Who signs in; nobody where anybody may look."""
        return PEOPLE[self.face]

    def where(self, owner: psycopg.Connection) -> str:
        """The page's address in the example; exits where the example lacks the row."""
        if not self.query:
            return self.address
        row = owner.execute(self.query.encode()).fetchone()
        if row is None:
            sys.exit(f"{self.name}: the example has no row for: {self.query}")
        return self.address.format(id=row[0])


PICTURES = (
    Picture("aup", "/aup/", Face.ANYBODY),
    Picture("aup-dark", "/aup/", Face.ANYBODY, DARK_DESKTOP),
    Picture("my-home", "/my/", Face.CUSTOMER),
    Picture("my-home-phone", "/my/", Face.CUSTOMER, PHONE),
    Picture("desk-home", "/desk/"),
    Picture("desk-home-dark", "/desk/", device=DARK_DESKTOP),
    Picture("case", "/desk/cases/{id}/", query=CASE),
    Picture("credit-statement", "/desk/credits/{id}/", query=STATEMENT),
)
