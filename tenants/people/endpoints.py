"""What every endpoint shares: tokens, permissions per action, pages."""

from collections.abc import Callable
from typing import Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenants.people.models import ApiToken, User
from tenants.people.permissions import OWN, any_of, permissions_of
from tenants.people.tokens import token_holder

#: What a person, or a token in its name, has to meet before an endpoint of customers' own; rooms above add to it at
#: start-up. Each raises Refused where it stops the request.
own_to_meet: list[Callable[[Request], None]] = []


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …` with a token of this tenant."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person the token acts as; another tenant's, a revoked or an expired one is 401."""
        words = get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() != "bearer":
            return None
        token = token_holder(words[1]) if len(words) == 2 else None  # noqa: PLR2004 - scheme and token
        if token is None:
            raise AuthenticationFailed("This token is not valid here.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Tells the client which scheme to use."""
        return 'Bearer realm="proviso"'


class Allowed(BasePermission):
    """Asks the one permission table, and the token's scopes on top."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """The view names a verb or a permission for each action, `OWN`, or None for anyone signed in; else refused.

        Whoever may enter an endpoint of customers' own still has to meet what stands before it (`own_to_meet`).
        """
        if not isinstance(request.user, User):
            return False
        name = view.action or (request.method or "").lower()
        if name not in view.permissions:
            return False
        needed = view.permissions[name]
        token = request.auth if isinstance(request.auth, ApiToken) else None
        if needed is None:
            return token is None
        if needed == OWN:
            if token is not None and OWN not in token.scopes:
                return False
            for meet in [] if view.never_stopped else own_to_meet:
                meet(request)
            return True
        scopes = any_of(needed) if token is None else any_of(needed) & frozenset(token.scopes)
        return bool(scopes & permissions_of(request.user))


class Pages(PageNumberPagination):
    """Fifty rows a page, two hundred at most."""

    page_size_query_param = "page_size"
    max_page_size = 200
