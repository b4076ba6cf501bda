"""Walks every address of a urlconf, built by convention from another tenant's ids: nothing here is a list of pages."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.isolation.acme import Acme

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
PER_PATTERN = 2  # such as: the secret of a link, and of a report

_ROUTE = re.compile(r"(?<!\?P)<(?:[^>:]+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>((?:[^()\\]|\\.|\[[^\]]*\]|\([^()]*\))*)\)")


@dataclass(frozen=True)
class Stop:
    """One pattern of the walk: the path as declared, and its view."""

    route: str
    pattern: URLPattern
    api: bool

    @property
    def view(self) -> Any:
        """The callback, a function or a viewset's."""
        return self.pattern.callback

    @property
    def methods(self) -> list[str]:
        """What the view answers by its own word: an endpoint's actions, else GET and POST."""
        actions = getattr(self.view, "actions", None)
        return ["GET", "POST"] if actions is None else [method.upper() for method in actions if method != "head"]

    @property
    def other_methods(self) -> list[str]:
        """What it should not even know."""
        return [method for method in METHODS if method not in self.methods]

    @property
    def kwargs(self) -> list[str]:
        """The names that the path captures."""
        return [*_ROUTE.findall(self.route), *(name for name, _inside in _GROUP.findall(self.route))]


def stops(urlconf: str = "portal.urls") -> list[Stop]:
    """Every pattern that the resolver holds, the router's too."""
    return list(_stops(get_resolver(urlconf), ""))


def _stops(resolver: URLResolver, before: str) -> Iterator[Stop]:
    for entry in resolver.url_patterns:
        route = before + _declared(entry)
        if isinstance(entry, URLResolver):
            yield from _stops(entry, route)
        else:
            yield Stop(route, entry, api=hasattr(entry.callback, "cls"))


def _declared(entry: URLPattern | URLResolver) -> str:
    text = str(entry.pattern)
    return text if isinstance(entry.pattern, RoutePattern) else text.removeprefix("^").removesuffix("$")


def addresses(stop: Stop, acme: Acme) -> list[str]:
    """Paths of a stop, every captured name filled with something of acme's; LookupError for a name without anything."""
    values = [candidates(stop, name, acme) for name in stop.kwargs]
    return [
        _filled(stop, dict(zip(stop.kwargs, chosen, strict=True))) for chosen in islice(product(*values), PER_PATTERN)
    ]


def candidates(stop: Stop, name: str, acme: Acme) -> list[str]:
    """What to put in for a captured name: by the `<model>_id` convention, the endpoint's model, the kind of secret."""
    known = {
        "secret": [acme.feed] if "feed" in stop.route else [acme.link, acme.follow],
        "number": ["1"],
        "old": ["1"],
        "new": ["1", "2"],
        "key": ["spam"],
        "verb": ["submit"],
        "format": ["json"],
        "index": ["0"],
        "period": ["2026-10"],
        "provider": ["postmark"],
    }
    if name == "pk":
        name = f"{stop.view.cls.queryset.model._meta.model_name}_id"
    found = acme.ids.get(name.removesuffix("_id")) if name.endswith("_id") else known.get(name)
    if found is None:
        message = f"{stop.route}: nothing of acme is known to fill {name!r} with; name it <model>_id or teach the walk"
        raise LookupError(message)
    return found[:1] if name.endswith("_id") and found else found or [str(uuid.uuid4())]


def _filled(stop: Stop, values: dict[str, str]) -> str:
    path = _GROUP.sub(lambda match: values[match[1]], stop.route)
    path = _ROUTE.sub(lambda match: values[match[1]], path.replace("<drf_format_suffix:format>", ".json"))
    return "/" + path.replace("\\.", ".").replace("/?", "/").replace("\\Z", "").replace("\\/", "/")


def attack(acme: Acme) -> dict[str, str]:
    """A body that names acme's rows under every name a form or serializer may have, with plausible other values."""
    body: dict[str, str] = {}
    for model, ids in acme.ids.items():
        if ids:
            body |= {model: ids[0], f"{model}_id": ids[0], f"{model}s": ids[0]}
    return body | {
        "month": "2026-10",
        "reason": "duplicate",
        "words": "Try",
        "name": "Try",
        "text": "Try",
        "email": "try@beta.example",
        "digest": "0" * 64,
        "file": "",
        "title": "Try",
        "summary": "Try",
        "kind": "suspension",
        "target": "192.0.2.7",
        "category": "spam_email",
        "outcome": "overturned",
        "reasons": "Try",
        "receipt": acme.receipt,
        "q": acme.canary[:3],
    }
