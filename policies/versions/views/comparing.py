"""Any two versions compared, word by word: inline or side by side, and for machines (R4, R5)."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.versions.changes import changes_between, counts, difference
from policies.versions.forms import CompareForm
from policies.versions.models import Policy, PolicyVersion
from policies.versions.page_cache import Visit
from policies.versions.queries import document_of, the_policy
from policies.versions.views.answers import as_json, not_posted, numbered, validated


@require_safe
def choose(request: Visit) -> HttpResponse:
    """Chooses two versions; with `?from=2&to=3` it leads to their comparison."""
    policy = the_policy()
    posted = _readable(policy)
    if policy is None or len(posted) == 0:
        return not_posted(request)
    form = CompareForm(request.GET or None, posted=posted)
    if form.is_valid():
        return redirect(form.address())
    context = {"form": form, "policy": policy, "enough": len(posted) > 1}
    return render(request, "versions/compare.html", context, status=400 if form.is_bound else 200)


@require_safe
def changes(request: Visit, old: int, new: int) -> HttpResponse:
    """What changed from one version to another: a list, then every changed provision with its redline."""
    before, after = numbered(old), numbered(new)
    found = changes_between(document_of(before), document_of(after))
    view = request.GET.get("view", "inline")
    form = CompareForm(
        initial={"from": before.number, "to": after.number, "view": view}, posted=_readable(before.policy)
    )
    context = {
        "before": before,
        "after": after,
        "changes": found,
        "counts": counts(found),
        "form": form,
        "side": view == "side",
        "old_label": _("Version %d") % before.number,
        "new_label": _("Version %d") % after.number,
    }
    return validated(render(request, "versions/changes.html", context))


@require_safe
def changes_as_json(_request: Visit, old: int, new: int) -> HttpResponse:
    """The same for machines: the difference, which applied to the old document gives the new one."""
    return as_json(difference(numbered(old), numbered(new)))


def _readable(policy: Policy | None) -> "QuerySet[PolicyVersion]":
    return PolicyVersion.objects.filter(policy=policy).order_by("number")
