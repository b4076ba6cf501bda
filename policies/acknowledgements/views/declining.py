"""Declining the words shown: a page that says plainly that they bind all the same."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies.acknowledgements.actions import decline
from policies.acknowledgements.forms import DeclineForm
from policies.acknowledgements.models import Method
from policies.acknowledgements.views.my import reading_page, version_to_read
from policies.versions.editions import read_in
from policies.versions.effective_terms import bound_to
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.queries import agreement_at
from tenants.ledger import clock
from tenants.resellers.refusals import Refused


@my_always
@require_http_methods(["GET", "HEAD", "POST"])
def decline_words(request: CustomerRequest) -> HttpResponse:
    """Asks for the reason, says what declining does and what it does not, and records it."""
    if request.method == "POST":
        return _declined(request)
    now = clock.now()
    version = version_to_read(request, now)
    if version is None or agreement_at(customer=request.customer, at=now) is None:
        return redirect("my-aup")
    reading = read_in(version, request.GET.get("lang", ""))
    bound = bound_to(customer=request.customer, version=version, at=max(now, version.effective_at))
    form = DeclineForm(initial={"digest": version.digest, "binding_digest": bound.digest, "language": reading.language})
    return _asking(request, form)


def _declined(request: CustomerRequest) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _asking(request, form, status=422)
    try:
        row = decline(by=request.user, customer=request.customer, method=Method.PORTAL, **form.cleaned_data)
    except Refused as refused:
        return reading_page(request, refused=refused)
    words = _("That you decline version %d is recorded and shown to the company. It binds you all the same.")
    messages.success(request, words % row.version.number)
    return redirect(f"{reverse('my-aup')}?{urlencode({'version': row.version.number})}")


def _asking(request: CustomerRequest, form: DeclineForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "customer": request.customer,
        "action": f"?{urlencode({'customer': str(request.customer.pk)})}",
        "digest": form["digest"].value(),
    }
    return render(request, "acknowledgements/decline.html", context, status=status)
