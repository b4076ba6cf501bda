"""The gate in front of a customer's pages: a banner, a page to pass, or a block.

It never redirects, so it cannot loop: a stopped request is answered at its own address, with 403.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from policies.acknowledgements.actions import acknowledge, record_view
from policies.acknowledgements.forms import AcknowledgeForm
from policies.acknowledgements.gate.cache import SESSION_KEY, ClearanceCache
from policies.acknowledgements.gate.evaluate import Outstanding, evaluate, in_force_now, last_read, outstanding
from policies.acknowledgements.gate.problems import problem_members
from policies.acknowledgements.gate.rules import requirement_of
from policies.acknowledgements.models import Method
from policies.acknowledgements.queries import changes_from
from policies.documents.agreed.own_view import own_view
from policies.versions.editions import languages_of, read_in
from policies.versions.effective_terms import bound_to, in_words_of
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.models import Capacity
from tenants.ledger import clock
from tenants.resellers.refusals import Refused


def check_page(request: CustomerRequest) -> HttpResponse | None:
    """Called before each page: sets `request.gate` for the banner, and answers in place of a stopped page."""
    found = outstanding_of(request)
    request.gate = found  # type: ignore[attr-defined]  # read by the layout of customers' pages
    if found is None or not found.stops or request.never_stopped:
        return None
    return stopped(request, found)


def outstanding_of(request: CustomerRequest) -> Outstanding | None:
    """Returns what the person owes for the chosen customer; no query where its clearance is valid."""
    reseller, at = request.tenant, request.now
    required = requirement_of(reseller, at)
    if required is None:
        return None
    cache, about = ClearanceCache(request.session.get(SESSION_KEY)), str(request.membership.pk)
    clearance = cache.get(about)
    if clearance is not None:
        valid = clearance.holds(revision=request.user.acting_revision, at=at)
        if valid and clearance.satisfies(required):
            return None
    version = in_force_now(at)
    clearance = evaluate(version=version, person=request.user, customer=request.customer, required=required, at=at)
    if cache.put(about, clearance):
        request.session[SESSION_KEY] = cache.place
    return outstanding(
        clearance=clearance,
        version=version,
        required=required,
        reseller=reseller,
        person=request.user,
        customer=request.customer,
        at=at,
    )


def stopped(request: CustomerRequest, found: Outstanding) -> HttpResponse:
    """Answers in place of a stopped page: a page for people, a problem for programs, a redirect header for htmx."""
    onward = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("my-home")
    if request.htmx:  # type: ignore[attr-defined]  # by django-htmx
        here = request.htmx.current_url_abs_path  # type: ignore[attr-defined]  # likewise
        response = HttpResponse(status=403)
        response["HX-Redirect"] = passing_address(onward=here or reverse("my-home"))
        return uncached(response)
    if not request.accepts("text/html"):
        body = problem_members([found]) | {"status": 403}
        return uncached(JsonResponse(body, status=403, content_type="application/problem+json"))
    if found.blocks:
        return uncached(blocked(request, found, onward=onward))
    return uncached(passing(request, found, onward=onward, status=403))


@my_always
@require_http_methods(["GET", "HEAD", "POST"])
def pass_gate(request: CustomerRequest) -> HttpResponse:
    """The person acknowledges or reads here what is required, and goes on to where it wanted to go (`next`)."""
    found: Outstanding | None = request.gate  # type: ignore[attr-defined]  # set by `check_page`
    onward = next_path(request)
    if request.method != "POST":
        return redirect(onward) if found is None else uncached(passing(request, found, onward=onward))
    if "digest" not in request.POST:
        version = in_force_now(clock.now())
        if version is not None:
            record_view(by=request.user, customer=request.customer, version=version)
        return redirect(onward)
    try:
        acknowledge(
            by=request.user,
            customer=request.customer,
            digest=request.POST["digest"],
            ticks=request.POST.getlist("ticks"),
            method=Method.PORTAL,
            binding_digest=request.POST.get("binding_digest", ""),
            language=request.POST.get("language", ""),
        )
    except Refused as refused:
        if found is None:
            raise
        return uncached(passing(request, found, onward=onward, refused=refused, status=refused.status))
    return redirect(onward)


def passing(
    request: CustomerRequest, found: Outstanding, *, onward: str, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    """The page to pass: what is new since the last reading, the words, and acknowledging them or going on."""
    version = in_force_now(request.now)
    assert version is not None
    stale = refused is not None and request.POST.get("language", "") not in version.edition_digests
    sent = request.POST if refused is not None else request.GET
    reading = read_in(version, "" if stale else sent.get("lang", sent.get("language", "")))
    bound = bound_to(customer=request.customer, version=version, at=request.now)
    shown = in_words_of(bound, reading.document)
    last = last_read(version=version, customer=request.customer, person=request.user)
    form = AcknowledgeForm(bound=bound, shown=shown.document, reading=reading)
    if refused is not None and refused.code == "unticked":
        form = AcknowledgeForm(request.POST, bound=bound, shown=shown.document, reading=reading)
        form.errors["ticks"] = form.error_class([refused.sentence])
    context: dict[str, Any] = {
        "outstanding": found,
        "customer": request.customer,
        "memberships": request.memberships,
        "binding_capacity": request.membership.capacity == Capacity.REPRESENTATIVE,
        "version": version,
        "reading": reading,
        "languages": languages_of(version),
        "keep": urlencode({"next": onward}) if request.path == reverse("my-gate") else "",
        "document": own_view(reading.document, shown),
        "bound": bound,
        "last": last,
        "changes": changes_from(last, version) if last is not None else None,
        "form": form,
        "refused": refused,
        "undone": request.method not in {"GET", "HEAD"} and refused is None,
        "action": passing_address(onward=onward, customer=str(request.customer.pk)),
    }
    if request.method == "GET" and found.acknowledging:
        record_view(by=request.user, customer=request.customer, version=version, language=reading.language)
    return render(request, "acknowledgements/gate_pass.html", context, status=status)


def blocked(request: CustomerRequest, found: Outstanding, *, onward: str) -> HttpResponse:
    """The page that a block shows: since when, what to do about it, and what stays open."""
    context = {
        "outstanding": found,
        "customer": request.customer,
        "memberships": request.memberships,
        "version": in_force_now(request.now),
        "undone": request.method not in {"GET", "HEAD"},
        "pass_url": passing_address(onward=onward),
    }
    return render(request, "acknowledgements/gate_blocked.html", context, status=403)


def passing_address(*, onward: str, customer: str = "") -> str:
    """Where the page to pass stands, with where to go afterwards."""
    asked_for = {"customer": customer, "next": onward}
    return f"{reverse('my-gate')}?{urlencode({key: value for key, value in asked_for.items() if value})}"


def next_path(request: CustomerRequest) -> str:
    """Where the person wanted to go: a path of this host, else their first page."""
    path = request.GET.get("next", "")
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours and not path.startswith(reverse("my-gate")) else reverse("my-home")


def uncached(response: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps it: it is over the moment that it is passed (invariant 13)."""
    response["Cache-Control"] = "private, no-store"
    return response
