"""Who was mailed in vain meets the notice as a full page after the next sign-in, before any other page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.notices.actions.announcing import mark_seen
from policies.notices.queries import received, unread_after_bounce
from policies.notices.views.my import shown
from policies.notices.wording import plain_words
from tenants.customers.access import CustomerRequest
from tenants.people.models import User
from tenants.resellers.current import connection

_KEPT = "lost-mail"
_MOST = 5


def remember(request: HttpRequest, user: User) -> None:
    """At sign-in: keep in the session what the person was mailed in vain, so that later requests ask nothing.

    Operators sign in where no tenant is; nothing is announced to them.
    """
    if connection.schema_name == "public":
        return
    lost = unread_after_bounce(user).values_list("pk", flat=True)[:_MOST]
    if names := [str(name) for name in lost]:
        request.session[_KEPT] = names


def meet(request: CustomerRequest) -> HttpResponse | None:
    """What `page_checks` asks: the first notice not met yet, in place of the page that was wanted."""
    names = request.session.get(_KEPT)
    if not names or request.never_stopped or request.method != "GET" or "HX-Request" in request.headers:
        return None
    delivery = received(request.user).filter(pk=names[0]).first()
    request.session[_KEPT] = names[1:]
    if delivery is None or delivery.seen_at is not None:
        return meet(request)
    mark_seen(by=request.user, delivery=delivery)
    context = shown(delivery, words=plain_words(delivery, reseller=request.tenant))
    response = render(request, "notices/my_bounced.html", context | {"onward": request.get_full_path()})
    response["Cache-Control"] = "private, no-store"
    return response
