"""The customer's pages about credits."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enforcement.credits.models import StatementStatus
from enforcement.credits.queries import due_of, marked, statements_for
from enforcement.credits.statement_content import services_of
from tenants.customers.access import CustomerRequest, my


@my
@require_safe
def statements(request: CustomerRequest) -> HttpResponse:
    """The credit statements the customer was sent."""
    context = {
        "statements": statements_for(request.customer),
        "recomputing": marked().filter(customer=request.customer),
    }
    return render(request, "credits/my_statements.html", context)


@my
@require_safe
def statement(request: CustomerRequest, creditstatement_id: UUID) -> HttpResponse:
    """One statement with every interval, and which were excluded, by what."""
    found = get_object_or_404(statements_for(request.customer), pk=creditstatement_id)
    context = {
        "statement": found,
        "services": services_of(found),
        "recomputing": marked().filter(customer=request.customer, month=found.month),
        "payment": getattr(found, "payment", None),
        "due": due_of(found) if found.status == StatementStatus.ISSUED else None,
        "superseded_by": statements_for(request.customer).filter(supersedes=found).first(),
    }
    return render(request, "credits/my_statement.html", context)
