"""The page that says what posting the draft will do to whom, and posts it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies.drafts.actions import post_version
from policies.drafts.forms.posting import PostForm
from policies.drafts.models import Draft
from policies.drafts.posting_preview import about_to_post
from policies.versions.models import Policy, Significance
from tenants.people.access import SignedInRequest, desk
from tenants.people.permissions import Permission
from tenants.resellers.refusals import Refused


@desk(Permission.POST_POLICIES)
@require_http_methods(["GET", "POST"])
def post(request: SignedInRequest) -> HttpResponse:
    """Says what posting will do to whom, and posts."""
    policy = get_object_or_404(Policy, slug="aup")
    draft = Draft.objects.filter(policy=policy).first()
    if draft is None:
        messages.warning(request, _("There is no draft to post."))
        return redirect("desk-policy")
    about = about_to_post(draft, request.tenant)
    form = PostForm(request.POST or None, initial={"significance": about["proposed"]})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            version = post_version(
                by=request.user,
                policy=policy,
                summary=form.cleaned_data["summary"],
                significance=Significance(form.cleaned_data["significance"]),
                at=form.cleaned_data["at"],
                notify=form.cleaned_data["notify"] or None,
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("Version %d is posted.") % version.number)
            return redirect("desk-version", policyversion_id=version.pk)
    elif form.is_bound:
        status = 422
    return render(request, "drafts/desk/post.html", about | {"form": form}, status=status)
