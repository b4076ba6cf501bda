"""The desk's pages about acknowledgements given on paper: recording one, and its file."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policies.acknowledgements.models import Means, Paper
from policies.acknowledgements.paper.actions import Signer, record_paper
from policies.acknowledgements.paper.forms import PaperForm
from policies.versions.queries import standing_versions, the_policy
from tenants.customers import files
from tenants.customers.models import Capacity, Customer
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer
from tenants.people.permissions import Permission


@desk(record_paper)
@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, customer_id: uuid.UUID) -> HttpResponse:
    """Records an acknowledgement that was given outside the portal; whoever records it attests it."""
    customer = get_object_or_404(Customer, pk=customer_id)
    policy = the_policy()
    if policy is None or not standing_versions(policy).exists():
        return render(request, "acknowledgements/desk_nothing.html")
    versions = standing_versions(policy).select_related("policy").order_by("-number")
    posted = request.method == "POST"
    return answer(
        request,
        PaperForm(
            request.POST if posted else None, request.FILES if posted else None, customer=customer, versions=versions
        ),
        lambda said: record_paper(by=request.user, customer=customer, **_said(said)),
        template="acknowledgements/paper.html",
        then=lambda _row: redirect("desk-answers", customer_id=customer.pk),
        done=_("The acknowledgement is recorded, with its file and a receipt."),
        context={"customer": customer, "multipart": True},
    )


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
