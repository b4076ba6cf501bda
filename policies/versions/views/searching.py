"""Searching provisions: anyone in the version in force, staff in every version."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies.versions import queries
from policies.versions.filters import FoundFilter
from policies.versions.forms import SearchForm
from policies.versions.models import PostedProvision
from policies.versions.page_cache import Visit
from policies.versions.searching import matching, snippet
from policies.versions.views.answers import not_posted
from tenants.ledger import clock
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission

PAGE = 20


@require_safe
def in_force(request: Visit) -> HttpResponse:
    """Searches the version in force."""
    policy = queries.the_policy()
    version = queries.in_force(policy=policy, at=clock.now()) if policy else None
    if version is None:
        return not_posted(request)
    form = SearchForm(request.GET or None)
    provisions = PostedProvision.objects.filter(version=version)
    found = matching(provisions, form.cleaned_data["q"]) if form.is_valid() else provisions.none()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(provision, snippet(provision.text, form.cleaned_data["q"])) for provision in page]
    context = {"form": form, "version": version, "page_obj": page, "rows": rows}
    return render(request, "versions/search.html", context, status=400 if form.errors else 200)


@desk(Permission.SEE_POLICIES)
@require_safe
def desk_search(request: SignedInRequest) -> HttpResponse:
    """Searches every version that was ever posted."""
    posted = PostedProvision.objects.select_related("version").order_by("-version__number", "position")
    found = FoundFilter(request.GET, queryset=posted)
    chosen = found.qs if any(request.GET.get(name) for name in FoundFilter.base_filters) else posted.none()
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    rows = [(provision, snippet(provision.text, request.GET.get("q", ""))) for provision in page]
    context = {"filter": found, "page_obj": page, "rows": rows, "asked": bool(found.form.data)}
    return render(request, "versions/desk/search.html", context)
