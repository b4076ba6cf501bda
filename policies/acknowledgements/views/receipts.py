"""Receipts as files: the signed token and the sheet to print, for those who act for the customer and for staff."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.receipts import receipt_filename, receipt_pdf
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.queries import customers_of
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.models import Reseller

_WHOLE = Acknowledgement.objects.select_related("version__policy", "customer", "authority", "paper")


@my_always
@require_safe
def my_receipt(request: CustomerRequest, acknowledgement_id: str) -> HttpResponse:
    """The signed receipt as a file; for those who act for its customer only."""
    return token_answer(get_object_or_404(_mine(request), pk=acknowledgement_id))


@my_always
@require_safe
def my_receipt_sheet(request: CustomerRequest, acknowledgement_id: str) -> HttpResponse:
    """The receipt as a PDF to file; for those who act for its customer only."""
    return sheet_answer(get_object_or_404(_mine(request), pk=acknowledgement_id), request.tenant)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def desk_receipt_sheet(request: SignedInRequest, acknowledgement_id: str) -> HttpResponse:
    """The receipt as a PDF to file, for staff."""
    return sheet_answer(get_object_or_404(_WHOLE.all(), pk=acknowledgement_id), request.tenant)


def token_answer(row: Acknowledgement) -> HttpResponse:
    """The token as a file of one line."""
    response = HttpResponse(row.receipt + "\n", content_type="text/plain; charset=us-ascii")
    return _kept_by_nobody(response, receipt_filename(row, "jws"))


def sheet_answer(row: Acknowledgement, reseller: Reseller) -> HttpResponse:
    """The sheet as a file."""
    response = HttpResponse(receipt_pdf(row, reseller), content_type="application/pdf")
    return _kept_by_nobody(response, receipt_filename(row, "pdf"))


def _mine(request: CustomerRequest) -> QuerySet[Acknowledgement]:
    return _WHOLE.filter(customer__in=customers_of(request.user))


def _kept_by_nobody(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
