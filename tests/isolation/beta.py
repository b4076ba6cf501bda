"""Everybody who may stand at beta's doors: each staff role, both capacities, nobody at all, and each role's token."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.test import Client

from tenants.customers.models import Capacity
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.people.permissions import permissions_of
from tenants.people.tokens import create_token
from tests.factories.customers import customer, person_of

ANONYMOUS = "anonymous"
STAFF = [str(role.value) for role in Role]
CUSTOMERS = [str(capacity.value) for capacity in Capacity]
TOKENS = [f"token of {role}" for role in STAFF]
EVERYBODY = [*STAFF, *CUSTOMERS, ANONYMOUS, *TOKENS]


@dataclass(frozen=True)
class Beta:
    """Sessions and tokens by who; making a client is slow, so each person keeps theirs."""

    users: dict[str, User]
    sessions: dict[str, str]
    tokens: dict[str, str]
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """The client at beta's host as this person stands now, whatever the last request did to their session."""
        if who not in self.clients:
            headers = {"authorization": f"Bearer {self.tokens[who]}"} if who in self.tokens else None
            self.clients[who] = Client(SERVER_NAME="beta.localhost", headers=headers, raise_request_exception=False)
        client = self.clients[who]
        client.cookies.clear()
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client


def people() -> Beta:
    """Makes them, standing in beta."""
    users = {
        role: give_roles(by=None, email=f"{role}@beta.example", name=f"Beta {role}", roles=[Role(role)])
        for role in STAFF
    }
    for capacity in CUSTOMERS:
        users[capacity] = person_of(customer(f"Beta {capacity}", capacity=Capacity(capacity)))
    sessions, tokens = {}, {}
    for who, user in users.items():
        client = Client(SERVER_NAME="beta.localhost")
        client.force_login(user)
        sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    for role in STAFF:
        _token, tokens[f"token of {role}"] = create_token(
            by=users[role], name="walk", scopes=permissions_of(users[role])
        )
    return Beta(users, sessions, tokens)


@contextmanager
def taken_back() -> Iterator[None]:
    """Takes back whatever is written meanwhile; nothing is sent, no task wakes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
