"""What binds a customer, acknowledging it, the receipts, and what bound it before."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies.acknowledgements.acting import acting_at
from policies.acknowledgements.actions import acknowledge, record_view
from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.forms import AcknowledgeForm
from policies.acknowledgements.models import Method
from policies.acknowledgements.parameters import instant_asked, instant_for_input
from policies.acknowledgements.queries import (
    acknowledgement_of,
    acknowledgements_of,
    announced,
    changes_from,
    covered_by,
    declined_by,
    declines_of,
    in_other_words,
    last_acknowledged,
    names_of,
)
from policies.documents.agreed.own_view import own_view
from policies.versions.editions import Reading, languages_of, read_in
from policies.versions.effective_terms import bound_to, in_words_of
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, the_policy
from tenants.customers.access import CustomerRequest, my_always
from tenants.customers.models import Capacity
from tenants.customers.queries import agreement_at
from tenants.ledger import clock
from tenants.resellers.refusals import Refused


@my_always
@require_http_methods(["GET", "HEAD", "POST"])
def what_binds(request: CustomerRequest) -> HttpResponse:
    """The words in force (or announced, `?version=`), what changed since this reader's last, and acknowledging."""
    if request.method != "POST":
        return reading_page(request)
    try:
        row = acknowledge(
            by=request.user,
            customer=request.customer,
            digest=request.POST.get("digest", ""),
            ticks=request.POST.getlist("ticks"),
            method=Method.PORTAL,
            binding_digest=request.POST.get("binding_digest", ""),
            language=request.POST.get("language", ""),
        )
    except Refused as refused:
        return reading_page(request, refused=refused)
    messages.success(request, _("Your acknowledgement of version %d is recorded.") % row.version.number)
    asked = {"version": str(row.version.number)}
    if row.edition_digest != row.digest:
        asked["lang"] = row.edition_language
    return redirect(f"{reverse('my-aup')}?{urlencode(asked)}")


@my_always
@require_safe
def history(request: CustomerRequest) -> HttpResponse:
    """What people of this customer acknowledged, and what bound it at the instant of `?at=`."""
    rows = list(acknowledgements_of(request.customer))
    declines = list(declines_of(request.customer))
    names = names_of({row.person for row in rows} | {row.person for row in declines})
    now = clock.now()
    context: dict[str, Any] = {
        "rows": [(row, names.get(row.person, _("Somebody whose name was erased"))) for row in rows],
        "declines": [(row, names.get(row.person, _("Somebody whose name was erased"))) for row in declines],
        "zone": request.tenant.timezone,
        "asked": instant_for_input(now, request.tenant.timezone),
    }
    if request.GET.get("at"):
        try:
            at = instant_asked(request.GET["at"], now)
        except Refused as refused:
            return render(
                request, "acknowledgements/history.html", context | {"refused": refused}, status=refused.status
            )
        context |= {"binding": what_bound(customer=request.customer, at=at), "ahead": at > now}
        context["asked"] = instant_for_input(at, request.tenant.timezone)
    return render(request, "acknowledgements/history.html", context)


def reading_page(request: CustomerRequest, *, refused: Refused | None = None) -> HttpResponse:
    """The words with what this reader may do about them; after a refusal, with what was refused and its status."""
    now = clock.now()
    version, current, ahead = _versions(request, now, stale=refused is not None and refused.code == "not_in_force")
    context: dict[str, Any] = {
        "customer": request.customer,
        "customer_id": str(request.customer.pk),
        "refused": refused,
        "ahead": ahead,
    }
    status = refused.status if refused else 200
    if version is None:
        return render(request, "acknowledgements/nothing_binds.html", context, status=status)
    person = request.user.pseudonym
    last = last_acknowledged(customer=request.customer, person=person)
    bound = bound_to(customer=request.customer, version=version, at=max(now, version.effective_at))
    reading = _reading_in(request, version, stale=refused is not None)
    shown = in_words_of(bound, reading.document)
    acting = acting_at(user=request.user, customer=request.customer, at=now)
    form = AcknowledgeForm(bound=bound, shown=shown.document, reading=reading)
    if refused is not None and refused.code == "unticked":
        form = AcknowledgeForm(request.POST, bound=bound, shown=shown.document, reading=reading)
        form.errors["ticks"] = form.error_class([refused.sentence])
    context |= {
        "version": version,
        "current": current,
        "reading": reading,
        "languages": languages_of(version),
        "keep": urlencode({"version": version.number}) if version != current else "",
        "document": own_view(reading.document, shown),
        "bound": bound,
        "agreement": agreement_at(customer=request.customer, at=now),
        "mine": acknowledgement_of(version=version, customer=request.customer, person=person, at=now),
        "covered": covered_by(version=version, customer=request.customer, person=person, at=now),
        "before": in_other_words(version=version, customer=request.customer, person=person),
        "last": last,
        "changes": changes_from(last, version) if last is not None and last != version else None,
        "binding_capacity": acting is not None and acting.binds,
        "authority": acting.authority if acting and acting.binds else None,
        "lapsed": acting is not None and not acting.binds and request.membership.capacity == Capacity.REPRESENTATIVE,
        "declined": declined_by(customer=request.customer, person=person, bound=bound.digest),
        "form": form,
    }
    if request.method == "GET":
        record_view(by=request.user, customer=request.customer, version=version, language=reading.language)
    return render(request, "acknowledgements/what_binds.html", context, status=status)


def version_to_read(request: CustomerRequest, now: dt.datetime) -> PolicyVersion | None:
    """The version in force at `now` (UTC), or the announced one of `?version=`."""
    return _versions(request, now, stale=False)[0]


def _reading_in(request: CustomerRequest, version: PolicyVersion, *, stale: bool) -> Reading:
    """The language asked for; after a refusal the governing one where another version has no such edition."""
    asked = request.POST.get("language", "") if request.method == "POST" else request.GET.get("lang", "")
    if stale and asked not in version.edition_digests:
        asked = ""
    return read_in(version, asked)


def _versions(
    request: CustomerRequest, now: dt.datetime, *, stale: bool
) -> tuple[PolicyVersion | None, PolicyVersion | None, list[PolicyVersion]]:
    """The version to show, the one in force, and those announced; after a stale digest the one in force is shown."""
    policy = the_policy()
    if policy is None:
        return None, None, []
    current = in_force(policy=policy, at=now)
    ahead = list(announced(policy=policy, at=now))
    asked = "" if stale else request.GET.get("version", "")
    shown = next((one for one in ahead if str(one.number) == asked), current)
    return shown, current, ahead
