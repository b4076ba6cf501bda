"""Statements of reasons as files to save."""

from django.http import HttpResponse

from enforcement.holds.models import StatementOfReasons
from enforcement.holds.statement_pdf import statement_pdf
from policies.versions.company import this_reseller


def pdf_response(statement: StatementOfReasons) -> HttpResponse:
    """Returns the statement's PDF as a file."""
    response = HttpResponse(statement_pdf(statement, this_reseller()), content_type="application/pdf")
    return uncached_file(response, f"statement-of-reasons-{statement}.pdf")


def uncached_file(response: HttpResponse, name: str) -> HttpResponse:
    """Returns the response as a file to save that no cache keeps."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
