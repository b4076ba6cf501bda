"""The customer's pages: services and their holds, and the statements of reasons."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enforcement.holds.panels import appealing
from enforcement.holds.queries import statements_for, time_of, timed_holds
from enforcement.holds.statement_files import pdf_response
from enforcement.holds.statement_pages import shown
from tenants.customers.access import CustomerRequest, my, my_always
from tenants.ledger import clock


@my
@require_safe
def services(request: CustomerRequest) -> HttpResponse:
    """Each of the customer's services, whether it runs, and every hold on it."""
    at = clock.now()
    rows = []
    for service in request.customer.services.order_by("reference"):
        found = timed_holds().filter(service=service).select_related("measure").order_by("-starts_at")
        holds = list(found.prefetch_related("measure__statements"))
        covering = [hold for hold in holds if time_of(hold).covers(at)]
        row = {
            "service": service,
            "holds": holds,
            "open": any(not hold.restricts for hold in covering),
            "restricted": any(hold.restricts for hold in covering),
            "ended": service.ends_at and service.ends_at <= at,
        }
        rows.append(row)
    return render(request, "holds/my_services.html", {"rows": rows, "customer": request.customer})


@my_always
@require_safe
def statements(request: CustomerRequest) -> HttpResponse:
    """The customer's statements of reasons, newest first."""
    return render(request, "holds/my_statements.html", {"statements": statements_for(request.customer)})


@my_always
@require_safe
def statement(request: CustomerRequest, statementofreasons_id: UUID) -> HttpResponse:
    """One statement: what was done, on which words, for which facts, and how to appeal."""
    found = get_object_or_404(statements_for(request.customer), pk=statementofreasons_id)
    context = shown(found)
    at = clock.now()
    context["panels"] = [show(found, at) for show in appealing]
    return render(request, "holds/my_statement.html", context)


@my_always
@require_safe
def statement_file(request: CustomerRequest, statementofreasons_id: UUID) -> HttpResponse:
    """The statement as a PDF/A to file."""
    return pdf_response(get_object_or_404(statements_for(request.customer), pk=statementofreasons_id))
