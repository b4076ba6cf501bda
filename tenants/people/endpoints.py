"""What every endpoint shares: tokens, permissions per action, pages, how a body is read."""

import json
import re
from collections.abc import Callable, Mapping
from typing import IO, Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, ParseError
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenants.people.models import ApiToken, User
from tenants.people.permissions import OWN, any_of, permissions_of
from tenants.people.tokens import token_holder

#: U+0000 as `json.dumps` writes it, and not a backslash before such letters.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
#: What a person, or a token in its name, has to meet before an endpoint of customers' own; rooms above add to it at
#: start-up. Each raises Refused where it stops the request.
own_endpoint_checks: list[Callable[[Request], None]] = []


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …` with a token of this tenant."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Returns the person the token acts as; another tenant's, a revoked or an expired one is 401."""
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

        Whoever may enter an endpoint of customers' own still has to meet what stands before it (`own_endpoint_checks`).
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
            for meet in [] if view.never_stopped else own_endpoint_checks:
                meet(request)
            return True
        scopes = any_of(needed) if token is None else any_of(needed) & frozenset(token.scopes)
        return bool(scopes & permissions_of(request.user))


class StrictJSONParser(JSONParser):
    """JSON as it can be kept and answered again; raises ParseError for what no text or tree of ours can hold."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Refuses what no row keeps: half a character (a lone surrogate), U+0000, endless nesting."""
        try:
            parsed = super().parse(stream, media_type, parser_context)
            written = json.dumps(parsed, ensure_ascii=False)
            written.encode()
        except UnicodeEncodeError as error:
            raise ParseError("JSON parse error - a text holds half a character (a lone surrogate).") from error
        except RecursionError as error:
            raise ParseError("JSON parse error - it is nested too deeply.") from error
        if _NUL.search(written):
            raise ParseError("JSON parse error - a text holds the character U+0000: leave it out.")
        return parsed


class Pages(PageNumberPagination):
    """Fifty rows a page, two hundred at most."""

    page_size_query_param = "page_size"
    max_page_size = 200
