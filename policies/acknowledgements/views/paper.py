"""The desk's pages about one customer's answers: everything on record, and recording one given on paper."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies.acknowledgements.actions import record_paper
from policies.acknowledgements.actions.paper import Signer
from policies.acknowledgements.chosen import chosen_version
from policies.acknowledgements.forms import PaperForm
from policies.acknowledgements.models import Acknowledgement, Means, Paper
from policies.acknowledgements.queries import acknowledgements_of, declines_of, names_of
from policies.acknowledgements.standings import people_standing, rows_of_people
from policies.versions.queries import standing_versions, the_policy
from tenants.customers import files
from tenants.customers.models import Capacity, Customer
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may
from tenants.resellers.refusals import Refused


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def answers(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Who was told, shown, acknowledged and declined for a customer, on what authority and by which means."""
    customer = get_object_or_404(Customer, pk=customer_id)
    at = clock.now()
    version = chosen_version("", at=at)
    people = list(people_standing(version=version, at=at).filter(customer=customer)) if version else []
    rows, declines = list(acknowledgements_of(customer)), list(declines_of(customer))
    attesters = {row.paper.attested_by for row in rows if row.paper}
    names = names_of({row.person for row in rows} | {row.person for row in declines} | attesters)
    erased = _("Somebody whose name was erased")
    context = {
        "customer": customer,
        "version": version,
        "people": rows_of_people(people, version=version, at=at) if version else [],
        "rows": [
            (row, names.get(row.person, erased), names.get(row.paper.attested_by, erased) if row.paper else "")
            for row in rows
        ],
        "declines": [(row, names.get(row.person, erased)) for row in declines],
        "manages": may(request.user, Permission.MANAGE_CUSTOMERS),
    }
    return render(request, "acknowledgements/desk_answers.html", context)


@desk(Permission.MANAGE_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Records an acknowledgement that was given outside the portal; whoever records it attests it."""
    customer = get_object_or_404(Customer, pk=customer_id)
    policy = the_policy()
    if policy is None or not standing_versions(policy).exists():
        return render(request, "acknowledgements/desk_nothing.html")
    versions = standing_versions(policy).select_related("policy").order_by("-number")
    posted = request.method == "POST"
    form = PaperForm(
        request.POST if posted else None, request.FILES if posted else None, customer=customer, versions=versions
    )
    refused = None
    if posted and form.is_valid():
        try:
            record_paper(by=request.user, customer=customer, **_said(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            refused = refusal
        else:
            messages.success(request, _("The acknowledgement is recorded, with its file and a receipt."))
            return redirect("desk-answers", customer_id=customer.pk)
    context = {"form": form, "customer": customer, "multipart": True, "refused": refused}
    status = (refused.status if refused else 422) if posted else 200
    return render(request, "acknowledgements/paper.html", context, status=status)


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def receipt(request: SignedInRequest, acknowledgement_id: uuid.UUID) -> HttpResponse:
    """The signed receipt of any acknowledgement, as a file."""
    del request
    row = get_object_or_404(Acknowledgement.objects.select_related("version__policy"), pk=acknowledgement_id)
    response = HttpResponse(row.receipt + "\n", content_type="text/plain; charset=us-ascii")
    name = f"receipt-{row.version.policy.slug}-{row.version.number}-{row.at:%Y-%m-%d}.jws"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@desk(Permission.SEE_CUSTOMERS)
@require_safe
def file(request: SignedInRequest, paper_id: uuid.UUID) -> HttpResponse:
    """The paper itself, as a download that no browser runs."""
    del request
    return paper_of(get_object_or_404(Paper, pk=paper_id))


def paper_of(paper: Paper | None) -> HttpResponse:
    """The file of a paper; raises Http404 where an acknowledgement was given on the portal."""
    if paper is None:
        raise Http404
    return files.download(path=paper.path, digest=paper.document_digest, filename=paper.filename)


def _said(cleaned: dict[str, Any]) -> dict[str, Any]:
    """The form's values as the verb takes them."""
    membership = cleaned["membership"]
    signer = Signer(
        membership=membership,
        name=cleaned["signer_name"],
        capacity=Capacity(cleaned["capacity"] or Capacity.REPRESENTATIVE),
        stated_authority=cleaned["stated_authority"],
    )
    return {
        "digest": cleaned["version"].digest,
        "signer": signer,
        "signed_on": cleaned["signed_on"],
        "filename": cleaned["file"].name,
        "data": cleaned["file"].read(),
        "means": Means(cleaned["means"]),
        "ticks": cleaned.get("ticks", []),
        "note": cleaned["note"],
    }
