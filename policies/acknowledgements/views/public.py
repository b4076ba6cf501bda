"""What anyone may do: fetch the keys, to check receipts elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tenants.ledger.keys import public_jwks
from tenants.resellers.current import connection


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key this reseller ever signed with (RFC 7517): all that is needed to check a receipt without us."""
    del request
    response = JsonResponse(public_jwks(connection.schema_name), content_type="application/jwk-set+json")
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response
