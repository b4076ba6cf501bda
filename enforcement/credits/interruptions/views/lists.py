"""The desk's pages that show interruptions."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from enforcement.appeals.queries import overturned_among
from enforcement.credits.interruptions.actions import import_interruptions, record_interruption
from enforcement.credits.interruptions.filters import InterruptionFilter
from enforcement.credits.interruptions.queries import history_of, interruptions, silent, unmatched
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission, may

PAGE = 50
#: How many of those that wait the list names above all others.
MOST_NAMED = 20


@desk(Permission.SEE_CREDITS)
@require_safe
def interruption_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a person, and all interruptions, newest first."""
    found = InterruptionFilter(request.GET, queryset=interruptions())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    causes = [one.cause_found for one in page]
    context = {
        "filter": found,
        "page_obj": page,
        "overturned": overturned_among(one.determination for one in causes if one),
        "silent": silent(at=clock.now())[:MOST_NAMED],
        "unmatched": unmatched().count(),
        "may_manage": may(request.user, import_interruptions),
        "may_record": may(request.user, record_interruption),
    }
    return render(request, "credits/interruptions.html", context)


@desk(Permission.SEE_CREDITS)
@require_safe
def interruption_page(request: SignedInRequest, interruption_id: UUID) -> HttpResponse:
    """One interruption: what is recorded, what it replaces, what caused it, and its history."""
    interruption = get_object_or_404(interruptions(), pk=interruption_id)
    links = list(interruption.causations.all())
    overturned = overturned_among(one.determination for one in links)
    manages = may(request.user, import_interruptions) and not hasattr(interruption, "withdrawal")
    context = {
        "interruption": interruption,
        "links": sorted(links, key=lambda one: one.found_at, reverse=True),
        "overturned": overturned,
        "history": history_of(interruption),
        "may_manage": manages,
        "may_link": manages and all(one.determination_id in overturned for one in links),
    }
    return render(request, "credits/interruption.html", context)
