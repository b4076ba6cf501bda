"""The operator's pages: resellers, making one, and who has taken over which release."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.pages.forms import NewResellerForm
from portal.pages.uptake import uptake_of
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.people.resellers import create_reseller
from tenants.resellers.models import Reseller, Status
from tenants.resellers.refusals import Refused

PAGE = 50


@desk(Permission.MANAGE_RESELLERS)
def resellers(request: SignedInRequest) -> HttpResponse:
    """List every reseller with its hosts, whom it buys from and its status."""
    rows = Reseller.objects.select_related("upstream").prefetch_related("domains").order_by("name")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/resellers.html", {"page_obj": page})


@desk(Permission.MANAGE_RESELLERS)
@require_http_methods(["GET", "POST"])
def new_reseller(request: SignedInRequest) -> HttpResponse:
    """Make a reseller ready to serve and invite its first administrator."""
    form = NewResellerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_reseller(by=request.user.pseudonym, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("host" if refusal.code == "host_taken" else "schema", refusal.sentence)
        else:
            messages.success(request, _("%s is ready; its administrator was sent a link.") % made.name)
            return redirect("home")
    return render(request, "pages/new_reseller.html", {"form": form}, status=422 if form.is_bound else 200)


@desk(Permission.SEE_UPTAKE)
def uptake(request: SignedInRequest) -> HttpResponse:
    """Show how each active reseller stands to what its upstream offers."""
    active = Reseller.objects.filter(status=Status.ACTIVE).select_related("upstream").order_by("name")
    page = Paginator(active, PAGE).get_page(request.GET.get("page"))
    rows = uptake_of(page.object_list, at=clock.now())
    return render(request, "pages/uptake.html", {"page_obj": page, "rows": rows})
