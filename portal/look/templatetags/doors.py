"""Asks a page's door before a way there is offered; built in (settings.TEMPLATES), so no template loads it."""

from urllib.parse import urlsplit

from django import template
from django.template.context import RequestContext

from portal.look.navigation import needs_of
from tenants.people.permissions import permissions_of

register = template.Library()


@register.simple_tag(takes_context=True)
def may_open(context: RequestContext, url: str, method: str = "get") -> bool:
    """Whether the door at that address lets this person in, to look or to `post`; a part of this page has none."""
    if not url.startswith("/"):
        return True
    request = context["request"]
    needs = needs_of(urlsplit(url).path, getattr(request, "urlconf", None), post=method == "post")
    return needs is None or bool(needs & permissions_of(request.user))
