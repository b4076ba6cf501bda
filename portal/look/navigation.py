"""Gathers the navigation that each room declares and shows a person only what their roles open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from portal.rooms import modules
from tenants.people.models import User
from tenants.people.navigation import Item
from tenants.people.permissions import permissions_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a navigation."""

    label: str | Promise
    url: str
    current: bool


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
    """Return what the rooms declare for an area, in order."""
    declared = [item for module in modules("navigation") for item in getattr(module, area.upper(), [])]
    return sorted(declared, key=lambda item: item.order)


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Yield the navigation of this page; public pages never ask who is signed in, so that they can be cached."""
    area = area_of(request)
    held = permissions_of(request.user) if area in {"desk", "operator"} else frozenset()
    urlconf = getattr(request, "urlconf", None)
    pages = []
    for item in items_of(area):
        if item.permission is not None and item.permission not in held:
            continue
        try:
            pages.append((item.label, reverse(item.url_name, urlconf=urlconf)))
        except NoReverseMatch:
            continue
    here = max((url for _label, url in pages if request.path.startswith(url)), key=len, default="")
    for label, url in pages:
        yield Entry(label=label, url=url, current=url == here)
