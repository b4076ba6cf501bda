"""The desk's pages about credit statements."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enforcement.credits.actions import approve_statement, issue_statement, pay_statement
from enforcement.credits.credit_note import note_response
from enforcement.credits.filters import StatementFilter
from enforcement.credits.models import CreditStatement, StatementStatus
from enforcement.credits.objections.queries import objections_to
from enforcement.credits.queries import due_of, first_persons, marked, recomputed, statements, statements_issued
from enforcement.credits.statement_content import services_of
from enforcement.credits.sums import said_of_carried
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may
from tenants.people.verbs import Verb

PAGE = 50


@desk(Permission.SEE_CREDITS)
@require_safe
def statement_list(request: SignedInRequest) -> HttpResponse:
    """All statements, the newest month first."""
    found = StatementFilter(request.GET, queryset=statements())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page_obj": page, "recomputing": marked()[:20]}
    return render(request, "credits/statements.html", context)


@desk(Permission.SEE_CREDITS)
@require_safe
def statement_page(request: SignedInRequest, creditstatement_id: UUID) -> HttpResponse:
    """One statement with every interval, and what can be done now."""
    statement = get_object_or_404(statements(), pk=creditstatement_id)
    due = due_of(statement)
    payment = getattr(statement, "payment", None)
    context = {
        "statement": statement,
        "back": f"{reverse('desk-credits')}?month={statement.month}",
        "services": services_of(statement, desk=True),
        "payment": payment,
        "recomputing": marked().filter(customer=statement.customer_id, month=statement.month),
        "recomputed": recomputed(statement),
        "objections": objections_to(statement),
        "due": due,
        "said": said_of_carried(due, statement.currency),
        "superseded_by": getattr(statement, "superseded_by", None),
        "may_approve": statement.status == StatementStatus.DRAFT and may(request.user, approve_statement),
        "may_issue": statement.status == StatementStatus.APPROVED and may(request.user, issue_statement),
        "yourself": request.user.pseudonym in first_persons(statement),
        "may_pay": statement.status == StatementStatus.ISSUED
        and payment is None
        and due.credited > 0
        and may(request.user, pay_statement),
    }
    return render(request, "credits/statement.html", context)


@desk(Permission.SEE_CREDITS)
@require_safe
def note(_request: SignedInRequest, creditstatement_id: UUID) -> HttpResponse:
    """The credit note of an issued statement as PDF/A."""
    return note_response(get_object_or_404(statements_issued(), pk=creditstatement_id))


def _step(verb: Verb[..., Any], said: Callable[[], str]) -> Callable[..., HttpResponse]:
    @desk(verb)
    @require_POST
    def view(request: SignedInRequest, creditstatement_id: UUID) -> HttpResponse:
        statement = get_object_or_404(CreditStatement, pk=creditstatement_id)
        verb(by=request.user, statement=statement)
        messages.success(request, said())
        return redirect("desk-credit", creditstatement_id=statement.pk)

    return view  # type: ignore[return-value]  # the door answers with HttpResponseBase


approve = _step(approve_statement, lambda: _("The statement is approved; issue it to send it to the customer."))
issue = _step(issue_statement, lambda: _("The statement is issued; the customer gets a notice."))
pay = _step(pay_statement, lambda: _("The payment is recorded."))
