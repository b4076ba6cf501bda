"""Whoever may stand at a door of acme's, where each begins, and which patterns open to them."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django_tenants.utils import schema_context

from enforcement.reports.inbox.actions import save_filter
from tenants.customers.models import Capacity, Customer, Membership
from tenants.people.actions import give_roles
from tenants.people.links import create_link
from tenants.people.models import Role, User
from tenants.people.permissions import ROLES, may
from tenants.people.tokens import create_token
from tests.isolation.walking import Stop, stops

ANYBODY = "anybody"
STRANGER_TO_OPERATOR = "anybody at the operator's host"
EVERYBODY = [
    *(role.value for role in Role),
    *(capacity.value for capacity in Capacity),
    ANYBODY,
    STRANGER_TO_OPERATOR,
]


@dataclass(frozen=True)
class Person:
    """One of them; `user` None: nobody signed in."""

    who: str
    user: User | None

    @property
    def member(self) -> User:
        """The user of somebody who has one."""
        assert self.user is not None
        return self.user

    @property
    def of_the_platform(self) -> bool:
        """Who stands at the operator's host."""
        return self.who in {Role.OPERATOR, STRANGER_TO_OPERATOR}

    @property
    def host(self) -> str:
        """Where they are."""
        return settings.OPERATOR_HOST if self.of_the_platform else "acme.localhost"

    @property
    def urlconf(self) -> str:
        """The addresses of their host."""
        return "portal.urls_operator" if self.of_the_platform else "portal.urls"

    @property
    def start(self) -> str:
        """The first page."""
        if self.of_the_platform or self.user is None:
            return "/"
        return "/my/" if self.who in Capacity else "/desk/"

    def client(self) -> Client:
        """Signed in, unless nobody in particular."""
        client = Client(SERVER_NAME=self.host, raise_request_exception=False)
        if self.user is not None:
            with schema_context("public" if self.of_the_platform else "acme"):
                client.post(f"/sign-in/{create_link(user=self.user)}/")
            client.get(self.start)  # what stands before the first page, once: mail to them came back
        return client

    def own(self) -> list[Stop]:
        """What their door opens to them; the public pages are gone through by anybody."""
        return [stop for stop in pages(self.urlconf) if self._lets_in(stop, "needs")]

    def refused(self, needs: str) -> frozenset[str]:
        """The patterns that refuse this person to look (`needs`) or to act (`needs_to_post`)."""
        if self.user is None:
            return frozenset()  # sent to sign in
        doors = [stop for stop in pages(self.urlconf) if door_of(stop)]
        return frozenset(stop.route for stop in doors if not self._lets_in(stop, needs))

    def _lets_in(self, stop: Stop, needs: str) -> bool:
        door = door_of(stop)
        if stop.route == "sign-out/":
            return self.user is not None
        if self.user is None or door is None:
            return self.user is None and door is None
        if door == "desk":
            return self.who in Role and not getattr(stop.view, needs).isdisjoint(ROLES[Role(self.who)])
        if door == "my":
            return self.who in Capacity
        return self.who in Role or not stop.route.startswith("desk/")


def door_of(stop: Stop) -> str | None:
    """Who may enter, as the view declares it: `desk`, `my`, `signed_in`; None: anybody."""
    return getattr(stop.view, "door", None)


def pages(urlconf: str) -> list[Stop]:
    """Every pattern but the API's."""
    return [stop for stop in stops(urlconf) if not stop.route.startswith("api/")]


def person(who: str) -> Person:
    """Somebody who is this and nothing else, with a token of their own; call it where they sign in."""
    if who in {ANYBODY, STRANGER_TO_OPERATOR}:
        return Person(who, None)
    if who in Role:
        user = give_roles(by=None, email=f"{who}@reach.example", name=f"Only {Role(who).label}", roles=[Role(who)])
    else:
        user = Membership.objects.get(customer=Customer.objects.get(), capacity=who, until=None).user
    if who != Role.OPERATOR:
        create_token(by=user, name="Script", scopes=["own"])
        if may(user, save_filter):
            save_filter(by=user, name="Mine", query="view=mine")
    return Person(who, user)
