"""Tells the OpenAPI document how machines sign in."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):
    """`Authorization: Bearer …`, as `tenants.people.endpoints` reads it."""

    target_class = "tenants.people.endpoints.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Returns a bearer token, opaque to clients."""
        return {"type": "http", "scheme": "bearer"}
