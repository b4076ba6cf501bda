"""Filing an appeal for a customer that told staff by telephone, letter or mail."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enforcement.appeals.actions import file_for_customer
from enforcement.appeals.forms import FILE_FIELDS, FileForm
from enforcement.appeals.queries import why_not
from enforcement.cases.models import Determination
from enforcement.holds.models import Measure
from enforcement.reports.forms import received_files
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(file_for_customer)
@require_http_methods(["GET", "POST"])
def new_appeal(request: SignedInRequest) -> HttpResponse:
    """Files what the customer said against `?determination=…` or `?measure=…`."""
    measure: Measure | None = None
    if "measure" in request.GET:
        rows = Measure.objects.select_related("customer", "service", "case")
        measure = get_object_or_404(rows, pk=_id(request.GET["measure"]))
    determination: Determination | None = None
    if measure is None or measure.determination_id:
        wanted = str(measure.determination_id) if measure else request.GET.get("determination", "")
        known = Determination.objects.select_related("case", "customer", "service")
        determination = get_object_or_404(known, pk=_id(wanted))
    against = measure or determination
    assert against is not None
    return answer(
        request,
        FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm(),
        lambda said: file_for_customer(
            by=request.user,
            determination=None if measure else determination,
            measure=measure,
            words=said["words"],
            files=received_files(said["evidence"]),
        ),
        template="appeals/new.html",
        then=lambda filed: redirect("desk-appeal", appeal_id=filed.pk),
        done=lambda filed: _("The appeal %s is filed for the customer; you may not review it.") % filed,
        fields=FILE_FIELDS,
        context={
            "determination": determination,
            "measure": measure,
            "against": against,
            "refusal": why_not(against, clock.now()),
        },
    )


def _id(wanted: str) -> uuid.UUID:
    try:
        return uuid.UUID(wanted)
    except ValueError as error:
        raise Http404 from error
