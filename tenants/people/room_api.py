"""The base of every room's endpoints."""

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeVar

from django.db.models import Model
from rest_framework.exceptions import NotAuthenticated
from rest_framework.viewsets import GenericViewSet

from tenants.people.models import User
from tenants.people.permissions import Allowing, Permission

M = TypeVar("M", bound=Model)
#: By action: its verb, or the permission to see what it shows.
Permissions = Mapping[str, Permission | Allowing | Literal["own"] | None]


class RoomViewSet(GenericViewSet[M]):
    """A room's endpoint; `permissions` maps each action to its verb, or to the permission to see what it shows.

    None asks for anyone signed in, and lets no token in; `OWN` is for a customer's own people, whom the gate may stop
    first, unless the endpoint is one of those that nobody is kept from (`never_stopped`).
    """

    permissions: ClassVar[Permissions] = {}
    never_stopped: ClassVar[bool] = False

    @property
    def person(self) -> User:
        """Who asks; the permission check has refused everybody else before."""
        user = self.request.user
        if not isinstance(user, User):
            raise NotAuthenticated
        return user
