"""Who lives in the example, and the one password they share."""

from dataclasses import dataclass
from enum import StrEnum

from tenants.people.models import Role

#: Published in the README: the example is for looking around on one's own machine and exists in the demo only.
PASSWORD = "look-around-proviso"  # noqa: S105 - see above


class Face(StrEnum):
    """From which side somebody looks at a reseller's host."""

    ANYBODY = "anybody"
    CUSTOMER = "customer"
    STAFF = "staff"


#: Whom to sign in as at acme.localhost.
PEOPLE = {
    Face.ANYBODY: "",
    Face.CUSTOMER: "mara@harbour.example",
    Face.STAFF: "robin@acme.example",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff."""

    name: str
    email: str
    roles: tuple[Role, ...]


EVERY_ROLE = tuple(role for role in Role if role is not Role.OPERATOR)

OPERATOR = Person("Olga Operator", "olga@portal.example", (Role.OPERATOR,))
VENDOR = Person("Vera Vogel", "vera@nordwind.example", EVERY_ROLE)
ACME = (
    Person("Robin Alder", "robin@acme.example", EVERY_ROLE),
    Person("Eva Ekdal", "eva@acme.example", (Role.EDITOR,)),
    Person("Piet Post", "piet@acme.example", (Role.APPROVER,)),
    Person("Cas Kramer", "cas@acme.example", (Role.CASE_OFFICER,)),
    Person("Ena Enger", "ena@acme.example", (Role.ENFORCEMENT_APPROVER,)),
    Person("Rita Recht", "rita@acme.example", (Role.APPEAL_REVIEWER,)),
    Person("Finn Fischer", "finn@acme.example", (Role.FINANCE,)),
    Person("Aude Auber", "aude@acme.example", (Role.AUDITOR,)),
)
BETA = Person("Bo Berg", "bo@beta.example", EVERY_ROLE)
