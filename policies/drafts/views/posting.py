"""The page that says what posting the draft will do to whom, and posts it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policies.drafts.actions import post_version
from policies.drafts.forms.posting import PostForm
from policies.drafts.models import Draft
from policies.drafts.posting_preview import about_to_post
from policies.versions.models import Policy, Significance
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(post_version)
@require_http_methods(["GET", "POST"])
def post(request: SignedInRequest) -> HttpResponse:
    """Says what posting will do to whom, and posts."""
    policy = get_object_or_404(Policy, slug="aup")
    draft = Draft.objects.filter(policy=policy).first()
    if draft is None:
        messages.warning(request, _("There is no draft to post."))
        return redirect("desk-policy")
    about = about_to_post(draft, request.tenant)
    return answer(
        request,
        PostForm(request.POST if request.method == "POST" else None, initial={"significance": about["proposed"]}),
        lambda said: post_version(
            by=request.user,
            policy=policy,
            summary=said["summary"],
            significance=Significance(said["significance"]),
            at=said["at"],
            notify=said["notify"] or None,
        ),
        template="drafts/desk/post.html",
        then=lambda version: redirect("desk-version", policyversion_id=version.pk),
        done=lambda version: _("Version %d is posted.") % version.number,
        context=about,
    )
