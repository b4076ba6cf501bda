"""What every endpoint shares: tokens, permissions per action, pages."""

from typing import Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenants.people.models import ApiToken, User
from tenants.people.permissions import permissions_of
from tenants.people.tokens import token_holder


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
        """The view names a permission for each of its actions, or None for anyone signed in; unnamed is refused."""
        if not isinstance(request.user, User):
            return False
        needed = view.permissions.get(view.action or (request.method or "").lower(), "unnamed")
        if needed is None:
            return not isinstance(request.auth, ApiToken)
        allowed = needed in permissions_of(request.user)
        if isinstance(request.auth, ApiToken):
            allowed = allowed and needed in request.auth.scopes
        return allowed


class Pages(PageNumberPagination):
    """Fifty rows a page, two hundred at most."""

    page_size_query_param = "page_size"
    max_page_size = 200
