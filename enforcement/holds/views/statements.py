"""The desk's pages about statements of reasons: as issued, as PDF, and in the Transparency Database's form."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enforcement.holds.dsa_export import for_transparency_database
from enforcement.holds.kinds import Effect, kind_of
from enforcement.holds.models import StatementOfReasons
from enforcement.holds.statement_files import pdf_response, uncached_file
from enforcement.holds.statement_pages import shown
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission

_WHOLE = StatementOfReasons.objects.select_related("measure__case", "customer", "extension")


@desk(Permission.SEE_CASES)
@require_safe
def statement_page(request: SignedInRequest, statementofreasons_id: UUID) -> HttpResponse:
    """One statement as its customer reads it."""
    found = get_object_or_404(_WHOLE, pk=statementofreasons_id)
    restricts = kind_of(found.measure.kind).effect != Effect.NOTHING
    context = {**shown(found), "may_export": restricts}
    return render(request, "holds/statement.html", context)


@desk(Permission.SEE_CASES)
@require_safe
def statement_file(_request: SignedInRequest, statementofreasons_id: UUID) -> HttpResponse:
    """The statement as PDF/A."""
    return pdf_response(get_object_or_404(_WHOLE, pk=statementofreasons_id))


@desk(Permission.SEE_CASES)
@require_safe
def transparency_file(_request: SignedInRequest, statementofreasons_id: UUID) -> HttpResponse:
    """The statement as the Transparency Database takes it, without the customer's identity."""
    found = get_object_or_404(_WHOLE, pk=statementofreasons_id)
    response = JsonResponse(for_transparency_database(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return uncached_file(response, f"transparency-{found}.json")
