"""The customer's pages about credits."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enforcement.credits.credit_note import note_response
from enforcement.credits.models import StatementStatus
from enforcement.credits.objections.queries import objections_to
from enforcement.credits.queries import due_of, marked, recomputed, statements_for
from enforcement.credits.statement_content import services_of
from enforcement.credits.sums import said_of_carried
from tenants.customers.access import CustomerRequest, my

#: Of so many statements, the newest, the list shows how available each service was.
SHOWN = 6


@my
@require_safe
def statements(request: CustomerRequest) -> HttpResponse:
    """The credit statements the customer was sent."""
    found = list(statements_for(request.customer))
    standing = [one for one in found if one.status == StatementStatus.ISSUED][:SHOWN]
    context = {
        "statements": found,
        "bars": [(one, services_of(one)) for one in standing],
        "recomputing": marked().filter(customer=request.customer),
    }
    return render(request, "credits/my_statements.html", context)


@my
@require_safe
def statement(request: CustomerRequest, creditstatement_id: UUID) -> HttpResponse:
    """One statement with every interval, and which were excluded, by what."""
    found = get_object_or_404(statements_for(request.customer), pk=creditstatement_id)
    standing = found.status == StatementStatus.ISSUED
    context = {
        "statement": found,
        "services": services_of(found),
        "recomputing": marked().filter(customer=found.customer_id, month=found.month),
        "recomputed": recomputed(found),
        "objections": objections_to(found),
        "may_contest": not objections_to(found).filter(statement=found, answer=None).exists(),
        "payment": getattr(found, "payment", None),
        "due": due_of(found) if standing else None,
        "said": said_of_carried(due_of(found) if standing else found.issue, found.currency),
        "superseded_by": statements_for(request.customer).filter(supersedes=found).first(),
    }
    return render(request, "credits/my_statement.html", context)


@my
@require_safe
def note(request: CustomerRequest, creditstatement_id: UUID) -> HttpResponse:
    """The credit note as PDF/A."""
    return note_response(get_object_or_404(statements_for(request.customer), pk=creditstatement_id))
