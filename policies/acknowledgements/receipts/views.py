"""Receipts as files: the signed token and the PDF, for those who act for the customer and for staff; and the keys."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.receipts.pdf import receipt_filename, receipt_pdf
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.queries import customers_of
from tenants.ledger.keys import public_jwks
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller

_WHOLE = Acknowledgement.objects.select_related("version__policy", "customer", "authority", "paper")


@my_always
@require_safe
def my_receipt(request: CustomerRequest, acknowledgement_id: str) -> HttpResponse:
    """The signed receipt as a file; for those who act for its customer only."""
    return token_response(get_object_or_404(_mine(request), pk=acknowledgement_id))


@my_always
@require_safe
def my_receipt_pdf(request: CustomerRequest, acknowledgement_id: str) -> HttpResponse:
    """The receipt as a PDF to file; for those who act for its customer only."""
    return pdf_response(get_object_or_404(_mine(request), pk=acknowledgement_id), request.tenant)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def desk_receipt(request: SignedInRequest, acknowledgement_id: str) -> HttpResponse:
    """The signed receipt of any acknowledgement as a file, for staff."""
    del request
    return token_response(get_object_or_404(_WHOLE.all(), pk=acknowledgement_id))


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def desk_receipt_pdf(request: SignedInRequest, acknowledgement_id: str) -> HttpResponse:
    """The receipt as a PDF to file, for staff."""
    return pdf_response(get_object_or_404(_WHOLE.all(), pk=acknowledgement_id), request.tenant)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key this reseller ever signed with (RFC 7517): all that is needed to check a receipt without us."""
    del request
    response = JsonResponse(public_jwks(connection.schema_name), content_type="application/jwk-set+json")
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def token_response(row: Acknowledgement) -> HttpResponse:
    """Returns the token as a file of one line."""
    response = HttpResponse(row.receipt + "\n", content_type="text/plain; charset=us-ascii")
    return _uncached_file(response, receipt_filename(row, "jws"))


def pdf_response(row: Acknowledgement, reseller: Reseller) -> HttpResponse:
    """Returns the PDF as a file."""
    response = HttpResponse(receipt_pdf(row, reseller), content_type="application/pdf")
    return _uncached_file(response, receipt_filename(row, "pdf"))


def _mine(request: CustomerRequest) -> QuerySet[Acknowledgement]:
    return _WHOLE.filter(customer__in=customers_of(request.user))


def _uncached_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
