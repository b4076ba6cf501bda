"""Gathers the navigation that each room declares and shows a person only what their roles open."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise

from portal.rooms import modules
from tenants.people.models import User
from tenants.people.navigation import Item
from tenants.people.permissions import Permission, permissions_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a navigation."""

    label: str | Promise
    url: str
    current: bool
    count: int = 0
    group: str | Promise = ""


def area_of(request: HttpRequest) -> str:
    """Return which navigation a page has: desk, my, operator or public; the account's pages follow the person."""
    tenant = getattr(request, "tenant", None)
    if getattr(tenant, "schema_name", "") == "public":
        return "operator"
    if request.path.startswith("/desk/"):
        return "desk"
    if request.path.startswith("/my/"):
        return "my"
    if request.path.startswith("/account/") and isinstance(request.user, User):
        return "desk" if request.user.roles else "my"
    return "public"


def items_of(area: str) -> list[Item]:
    """Return what the rooms declare for an area, in order: what stands apart, then group by group."""
    declared = [item for module in modules("navigation") for item in getattr(module, area.upper(), [])]
    return sorted(declared, key=lambda item: (item.group.order, item.order))


def address_of(url_name: str, urlconf: str | None) -> str:
    """Return the page's address on this host; empty where it has none."""
    try:
        return reverse(url_name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def needs_of(url: str, urlconf: str | None, *, post: bool = False) -> frozenset[Permission] | None:
    """Return the permissions of which the page's door asks one, to look or to send a form; None: it asks for none."""
    return getattr(resolve(url, urlconf).func, "needs_to_post" if post else "needs", None)


@functools.cache
def needs_of_item(url: str, urlconf: str | None) -> frozenset[Permission] | None:
    """Return the same for a page of the navigation, of which there are few."""
    return needs_of(url, urlconf)


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Yield the navigation of this page; public pages never ask who is signed in, so that they can be cached."""
    area = area_of(request)
    held = permissions_of(request.user) if area in {"desk", "operator"} else frozenset()
    pages = []
    for item in items_of(area):
        url = address_of(item.url_name, getattr(request, "urlconf", None))
        needs = needs_of_item(url, getattr(request, "urlconf", None)) if url else None
        if url and (needs is None or needs & held):
            pages.append((item, url))
    here = max((url for _item, url in pages if request.path.startswith(url)), key=len, default="")
    for item, url in pages:
        count = item.count(request.user) if item.count and isinstance(request.user, User) else 0
        yield Entry(label=item.label, url=url, current=url == here, count=count, group=item.group.label)
