"""Says whether a page would let somebody in, by the door that its view declares: what one may not do is not offered."""

from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver

from tenants.people.models import User
from tenants.people.permissions import Permission, permissions_of


def opens(user: User | AnonymousUser, name: str, urlconf: str) -> bool:
    """Whether the page of that name stands at this host and lets the person in; the view asks again."""
    doors = _doors(urlconf)
    if name not in doors:
        return False
    needs = doors[name]
    return needs is None or bool(needs & permissions_of(user))


@cache
def _doors(urlconf: str) -> dict[str, frozenset[Permission] | None]:
    """What each named page of a host needs: one of these permissions; None where it asks for no role."""
    found: dict[str, frozenset[Permission] | None] = {}

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif pattern.name:
                found.setdefault(pattern.name, getattr(pattern.callback, "needs", None))

    walk(get_resolver(urlconf).url_patterns)
    return found
