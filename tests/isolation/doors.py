"""Who may enter where, as people read and agreed to it: `doors.txt` and `roles.txt` are literal, nothing derives them.

Whoever adds an address adds its line, and whoever reviews the change reads it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rest_framework.permissions import AllowAny

from tenants.people.endpoints import Allowed
from tenants.people.permissions import OWN, any_of
from tests.isolation.walking import Stop

HERE = Path(__file__).parent
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()\\]|\\.|\([^()]*\))*\)")

PUBLIC, CUSTOMER, SIGNED_IN, NO_TOKEN, NOBODY = "public", "customer", "signed-in", "signed-in-without-token", "nobody"
#: What stands in place of permissions.
WORDS = {PUBLIC, CUSTOMER, SIGNED_IN, NO_TOKEN, OWN}


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: a method at a route of a host, and who may: one of the words above, `own`, or any of permissions."""

    host: str
    method: str
    route: str
    who: frozenset[str]

    def __str__(self) -> str:
        return f"{self.host} {self.method} {self.route} {','.join(sorted(self.who))}"


def agreed() -> dict[tuple[str, str, str], Door]:
    """Every door of `doors.txt`, by host, method and route."""
    found = {}
    for line in _lines("doors.txt"):
        host, methods, route, who = line.split()
        for method in methods.split(","):
            door = Door(host, method, route, frozenset(who.split(",")))
            assert (host, method, route) not in found, f"{door} stands there twice"
            found[host, method, route] = door
    return found


@cache
def roles_agreed() -> dict[str, set[str]]:
    """The permissions of each role of `roles.txt`."""
    found: dict[str, set[str]] = {}
    for line in _lines("roles.txt"):
        permission, roles = line.split()
        for role in roles.split(","):
            found.setdefault(role, set()).add(permission)
    return found


def declared(stop: Stop, *, host: str) -> list[Door]:
    """What the view says of itself, to be held against what was agreed."""
    route = "/" + _GROUP.sub(r"<\1>", stop.route).replace("\\", "")
    return [Door(host, method, route, frozenset(_who(stop.view, method))) for method in stop.methods]


def _who(view: Any, method: str) -> set[str]:
    if not hasattr(view, "actions"):
        door = getattr(view, "door", None)
        if door == "desk":
            return {str(one) for one in (view.needs_to_post if method == "POST" else view.needs)}
        return {{None: PUBLIC, "my": CUSTOMER, "signed_in": SIGNED_IN}[door]}
    if list(view.cls.permission_classes) == [AllowAny]:
        return {PUBLIC}
    assert list(view.cls.permission_classes) == [Allowed], view.cls
    needed = view.cls.permissions.get(view.actions[method.lower()], NOBODY)
    if needed is None:
        return {NO_TOKEN}
    return {needed} if needed in {OWN, NOBODY} else {str(one) for one in any_of(needed)}


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
