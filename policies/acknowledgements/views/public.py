"""What anyone may do: check a receipt or a document, and fetch the keys to check it elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from policies.acknowledgements.forms import VerifyForm
from policies.acknowledgements.verifying import Verdict, verify
from tenants.customers.models import Basis
from tenants.ledger.keys import public_jwks
from tenants.resellers.current import connection


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Says what a receipt proves and what it does not, or which version a document is; 422 for what is not ours."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    verdict = verify(form.brought) if request.method == "POST" and form.is_valid() else None
    wrong = form.errors if verdict is None else not verdict.valid
    context = {"form": form, "verdict": verdict, "basis": _basis(verdict)}
    return render(request, "acknowledgements/verify.html", context, status=422 if form.is_bound and wrong else 200)


def _basis(verdict: Verdict | None) -> str:
    """What the authority named by a receipt rests on, in words."""
    said = (verdict.claims.get("authority") or {}).get("basis", "") if verdict else ""
    return str(Basis(said).label) if said in Basis.values else said


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key this reseller ever signed with (RFC 7517): all that is needed to check a receipt without us."""
    del request
    response = JsonResponse(public_jwks(connection.schema_name), content_type="application/jwk-set+json")
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response
