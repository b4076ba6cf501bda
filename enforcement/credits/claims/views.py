"""Pages about claims and customers past due."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enforcement.credits.claims.actions import claim_credit, end_past_due, record_claim, record_past_due
from enforcement.credits.claims.forms import ClaimForm, PaidForm, PastDueForm, RecordClaimForm
from enforcement.credits.claims.queries import claims, claims_of, past_dues
from tenants.customers.access import CustomerRequest, my
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission, may

PAGE = 50


@my
@require_http_methods(["GET", "POST"])
def claim(request: CustomerRequest) -> HttpResponse:
    """Claims a month's credit, for all services."""
    return answer(
        request,
        ClaimForm(request.POST if request.method == "POST" else None),
        lambda said: claim_credit(by=request.user, customer=request.customer, month=said["month"]),
        template="credits/my_claim.html",
        then=lambda _made: redirect("my-credit-claim"),
        done=_("Your claim is recorded; your provider computes the month with it."),
        fields="month",
        context={"claims": claims_of(request.customer)},
    )


@desk(Permission.SEE_CREDITS)
@require_safe
def claim_list(request: SignedInRequest) -> HttpResponse:
    """All claims, the newest first."""
    page = Paginator(claims(), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "may_manage": may(request.user, record_claim)}
    return render(request, "credits/claims.html", context)


@desk(record_claim)
@require_http_methods(["GET", "POST"])
def add_claim(request: SignedInRequest) -> HttpResponse:
    """Records a claim that reached staff otherwise."""
    context = {
        "title": _("Record a claim"),
        "lead": _("For a service level whose credits are claimed. A month that was computed is computed again."),
    }
    return answer(
        request,
        RecordClaimForm(request.POST if request.method == "POST" else None),
        lambda said: record_claim(by=request.user, **said),
        template="credits/form.html",
        then=lambda _made: redirect("desk-claims"),
        done=_("The claim is recorded."),
        fields={
            "month": "month",
            "month_not_begun": "month",
            "credit_claimed": "month",
            "claimed_at": "claimed_at",
        },
        context=context,
    )


@desk(Permission.SEE_CREDITS)
@require_safe
def past_due_list(request: SignedInRequest) -> HttpResponse:
    """When which customer was past due."""
    page = Paginator(past_dues(), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "may_manage": may(request.user, record_past_due)}
    return render(request, "credits/past_due.html", context)


@desk(record_past_due)
@require_http_methods(["GET", "POST"])
def add_past_due(request: SignedInRequest) -> HttpResponse:
    """Says that a customer is past due."""
    context = {
        "title": _("A customer is past due"),
        "lead": _(
            "Whoever is past due when a month ends is credited nothing for it, where a clause of the service level "
            "says so."
        ),
    }
    return answer(
        request,
        PastDueForm(request.POST if request.method == "POST" else None),
        lambda said: record_past_due(by=request.user, **said),
        template="credits/form.html",
        then=lambda _made: redirect("desk-past-due"),
        done=_("It is recorded."),
        fields={"starts_at": "starts_at", "past_due_open": "customer"},
        context=context,
    )


@desk(end_past_due)
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pastdue_id: UUID) -> HttpResponse:
    """Says that a customer has paid."""
    past_due = get_object_or_404(past_dues(), pk=pastdue_id)
    return answer(
        request,
        PaidForm(request.POST if request.method == "POST" else None),
        lambda said: end_past_due(by=request.user, past_due=past_due, ends_at=said["ends_at"]),
        template="credits/form.html",
        then=lambda _made: redirect("desk-past-due"),
        done=_("It is recorded."),
        fields="ends_at",
        context={"title": _("%s is past due no longer") % past_due.customer.name},
    )
