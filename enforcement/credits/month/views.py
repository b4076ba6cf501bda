"""The desk's page of a month, what is done to many of its statements at once, and the month as a file."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from enforcement.credits.actions import (
    MOST,
    Batch,
    approve_statements,
    issue_statements,
    pay_statements,
    run_credits,
)
from enforcement.credits.filters import StatementFilter
from enforcement.credits.models import CreditStatement, StatementStatus
from enforcement.credits.month.exporting import HEAD, rows_of, to_json
from enforcement.credits.month.forms import TickedForm
from enforcement.credits.month.queries import (
    Totals,
    exceptions_of,
    last_over,
    month_of,
    months_computed,
    statements_of,
)
from enforcement.credits.objections.queries import waiting
from enforcement.credits.queries import identified, marked, statements
from policies.versions.company import this_reseller
from tenants.csv_files.writing import csv_file
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may
from tenants.people.verbs import Verb

PAGE: Final = 100


@desk(Permission.SEE_CREDITS)
@require_safe
def month(request: SignedInRequest) -> HttpResponse:
    """The month that is asked for, else the last that is over: four steps, exceptions, and all its statements."""
    at = clock.now()
    found = month_of(request.GET.get("month") or last_over(at, this_reseller().timezone), at)
    filtered = StatementFilter(_within(request, found.name), queryset=_standing(request, found.name))
    page = Paginator(filtered.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "month": found,
        "months": months_computed(),
        "exceptions": exceptions_of(found),
        "filter": filtered,
        "page_obj": page,
        "recomputing": marked().filter(month=found.name)[:20],
        "contested": waiting().count(),
        "may_manage": may(request.user, run_credits),
        "may_approve": may(request.user, approve_statements),
    }
    return render(request, "credits/month.html", context)


def _within(request: SignedInRequest, name: str) -> Any:
    """Returns what the list is filtered by, with the month that is shown."""
    query = request.GET.copy()
    query["month"] = name
    return query


def _standing(request: SignedInRequest, name: str) -> Any:
    """Returns the month's statements; superseded ones only where they are asked for."""
    found = statements_of(name)
    return found if request.GET.get("status") else found.exclude(status=StatementStatus.SUPERSEDED)


def _several(
    step: Verb[..., Batch], status: StatementStatus, question: Callable[[int], str], done: Callable[[int], str]
) -> Callable[..., HttpResponse]:
    """Returns a view that says what will happen to the chosen statements, then does it and says what was refused."""

    @desk(step)
    @require_POST
    def view(request: SignedInRequest) -> HttpResponse:
        back = f"{reverse('desk-credits')}?{request.GET.urlencode()}"
        form = TickedForm(request.POST)
        chosen = _chosen(request, form, status) if form.is_valid() else []
        if not chosen:
            messages.warning(request, _("None of the chosen statements waits for this step."))
            return redirect(back)
        if not form.cleaned_data["sure"]:
            context = {
                "title": question(len(chosen)),
                "submit": question(len(chosen)).rstrip("?"),
                "chosen": chosen,
                "totals": _totals(chosen),
                "status": status,
                "most": MOST,
                "cancel_url": back,
            }
            return render(request, "credits/several.html", context)
        batch = step(by=request.user, statements=chosen)
        if batch.done:
            messages.success(request, done(len(batch.done)))
        for sentence in dict.fromkeys(refusal.sentence for _statement, refusal in batch.refused):
            named = ", ".join(str(one) for one, refusal in batch.refused if refusal.sentence == sentence)
            messages.warning(request, f"{sentence} ({named})")
        return redirect(back)

    return view  # type: ignore[return-value]  # the door answers with HttpResponseBase


def _chosen(request: SignedInRequest, form: TickedForm, status: StatementStatus) -> list[CreditStatement]:
    """Returns those of the chosen statements that wait for the step, as many as are taken at once."""
    if form.cleaned_data["everything"]:
        name = request.GET.get("month") or last_over(clock.now(), this_reseller().timezone)
        found = StatementFilter(_within(request, name), queryset=statements_of(name)).qs
        return list(found.filter(status=status, payment=None)[:MOST])
    ticked = identified(form.cleaned_data["statement"][:MOST])
    return [one for one in ticked if one.status == status and not hasattr(one, "payment")]


def _totals(chosen: Sequence[CreditStatement]) -> list[Totals]:
    currencies = sorted({one.currency for one in chosen})
    by_currency = {name: [one.total for one in chosen if one.currency == name] for name in currencies}
    return [Totals(name, len(totals), sum(totals, Decimal(0))) for name, totals in by_currency.items()]


approve_several = _several(
    approve_statements,
    StatementStatus.DRAFT,
    lambda number: ngettext("Approve %d statement?", "Approve %d statements?", number) % number,
    lambda number: ngettext("%d statement is approved.", "%d statements are approved.", number) % number,
)
issue_several = _several(
    issue_statements,
    StatementStatus.APPROVED,
    lambda number: ngettext("Issue %d statement?", "Issue %d statements?", number) % number,
    lambda number: (
        ngettext(
            "%d statement is issued; the customer gets a notice.",
            "%d statements are issued; each customer gets a notice.",
            number,
        )
        % number
    ),
)
pay_several = _several(
    pay_statements,
    StatementStatus.ISSUED,
    lambda number: (
        ngettext("Record that %d statement was paid?", "Record that %d statements were paid?", number) % number
    ),
    lambda number: ngettext("%d payment is recorded.", "%d payments are recorded.", number) % number,
)


@desk(Permission.SEE_CREDITS)
@require_safe
def as_csv(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered as a file: a row for each service of each statement."""
    return csv_file(_file_name(request, "csv"), [str(one) for one in HEAD], rows_of(_exported(request)))


@desk(Permission.SEE_CREDITS)
@require_safe
def as_json(request: SignedInRequest) -> HttpResponse:
    """The list as it is filtered, with every interval of every service."""
    body = json.dumps([to_json(one) for one in _exported(request).iterator(chunk_size=500)], ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(request, "json")}"'
    return response


def _exported(request: SignedInRequest) -> Any:
    if not request.GET.get("month"):
        return StatementFilter(request.GET, queryset=statements()).qs
    return StatementFilter(request.GET, queryset=_standing(request, request.GET["month"])).qs


def _file_name(request: SignedInRequest, ending: str) -> str:
    name = request.GET.get("month", "")
    return f"credits-{name}.{ending}" if name.replace("-", "").isalnum() and name.isascii() else f"credits.{ending}"
