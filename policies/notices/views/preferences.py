"""How a person wants to be told: its page, and the feed that its reader fetches."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.notices.actions.feed import fetch_feed
from policies.notices.actions.preferences import choose, make_feed
from policies.notices.delivery.webhooks import secret_of
from policies.notices.forms import PreferenceForm
from policies.notices.queries import languages_offered, owner_of_feed, preference_of
from policies.notices.wording import plain_words
from policies.versions.company import this_reseller
from tenants.customers.access import CustomerRequest, my_always
from tenants.people.form_pages import answer
from tenants.resellers.addresses import absolute

_FEED = "notice-feed-secret"
#: Beside which field a refusal is shown, by its code.
FIELDS = {
    "no_webhook": "webhook_url",
    "bad_webhook": "webhook_url",
    "no_channel": "channels",
    "no_language": "language",
}


@my_always
@require_http_methods(["GET", "POST"])
def preferences(request: CustomerRequest) -> HttpResponse:
    """Shows and changes how this person is told."""
    chosen = preference_of(request.user)
    secret = request.session.pop(_FEED, "")
    return answer(
        request,
        PreferenceForm(
            request.POST if request.method == "POST" else None, chosen=chosen, languages=languages_offered()
        ),
        lambda said: choose(by=request.user, **said),
        template="notices/my_preferences.html",
        then=lambda _made: redirect("my-notice-preferences"),
        done=_("From now on you are told this way."),
        fields=FIELDS,
        context={
            "secret": secret_of(request.user) if chosen.webhook_url else "",
            "feed": absolute(reverse("notice-feed", args=[secret])) if secret else "",
            "has_feed": chosen.feed_digest is not None,
        },
    )


@my_always
@require_POST
def new_feed(request: CustomerRequest) -> HttpResponse:
    """Makes the address of the person's feed, which is shown once; the one before ends."""
    request.session[_FEED] = make_feed(by=request.user)
    return redirect("my-notice-preferences")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A person's notices as Atom, for whoever holds the secret address; 404 for any other."""
    owner = owner_of_feed(secret)
    if owner is None:
        raise Http404
    reseller = this_reseller()
    written = Atom1Feed(
        title=_("%s: notices") % reseller.name,
        link=absolute(reverse("my-notices")),
        description=None,
        feed_url=absolute(request.path),
        language="en",
    )
    rows = fetch_feed(by=owner)
    for row in rows:
        written.add_item(
            title=row.notice.title,
            link=absolute(reverse("my-notice", args=[row.pk])),
            description=plain_words(row, reseller=reseller),
            unique_id=f"urn:uuid:{row.notice_id}",
            pubdate=row.queued_at,
            updateddate=row.queued_at,
        )
    response = HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
