"""The draft compared with any posted version."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.documents import document_from_json
from policies.drafts.models import Draft
from policies.versions.changes import changes_between, counts
from policies.versions.models import PolicyVersion
from policies.versions.queries import standing_versions, template_of
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission


@desk(Permission.SEE_POLICIES)
@require_safe
def draft(request: SignedInRequest) -> HttpResponse:
    """The draft against a posted version, the last one unless `?against=` names another; variables unfilled."""
    kept = get_object_or_404(Draft, policy__slug="aup")
    posted = list(standing_versions(kept.policy).order_by("-number"))
    against = _against(request.GET.get("against"), posted)
    found = changes_between(template_of(against), document_from_json(kept.document)) if against else []
    context: dict[str, Any] = {
        "draft": kept,
        "posted": posted,
        "against": against,
        "changes": found,
        "counts": counts(found),
        "side": request.GET.get("view") == "side",
        "old_label": _("Version %d") % against.number if against else "",
        "new_label": _("Draft"),
    }
    return render(request, "drafts/desk/compare.html", context)


def _against(asked: str | None, posted: list[PolicyVersion]) -> PolicyVersion | None:
    if not asked:
        return max(posted, key=lambda one: one.effective_at, default=None)
    for one in posted:
        if str(one.number) == asked:
            return one
    raise Http404
