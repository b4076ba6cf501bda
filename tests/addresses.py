"""Every address of a reseller's host, read from the resolver, with ids filled in by convention (`<model>_id`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

KWARG = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: its route from the root, the names of its arguments and the view behind it."""

    route: str
    arguments: tuple[str, ...]
    view: Any
    name: str

    def path(self, values: Mapping[str, object]) -> str:
        """The path with every argument filled in; KeyError names one that is missing."""
        grouped = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda match: str(values[match[1]]), self.route)
        filled = KWARG.sub(lambda match: str(values[match["name"]]), grouped)
        return "/" + filled.strip("^$").replace("\\", "")


def addresses(urlconf: str = "portal.urls") -> list[Address]:
    """All of them, in the resolver's order, without the format suffixes of the API's router."""
    return [found for found in _walk(get_resolver(urlconf).url_patterns, "") if "format" not in found.arguments]


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + _route(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            named = KWARG.findall(route) or []
            arguments = tuple(name for _converter, name in named) + tuple(re.findall(r"\(\?P<(\w+)>", route))
            yield Address(route, tuple(dict.fromkeys(arguments)), pattern.callback, pattern.name or "")


def _route(pattern: URLPattern | URLResolver) -> str:
    text = str(pattern.pattern)
    return text.removeprefix("^").removesuffix("$").replace(r"\Z", "")


@cache
def models_by_name() -> dict[str, type[Model]]:
    """The models under the names that arguments use."""
    return {
        model._meta.model_name or "": model
        for config in apps.get_app_configs()
        if config.name in {*settings.TENANT_APPS, *settings.SHARED_APPS}
        for model in config.get_models()
    }


def model_behind(address: Address, argument: str) -> type[Model] | None:
    """Whose id the argument is: by its name, or for the API's `pk` by the viewset's queryset."""
    if argument == "pk":
        queryset = getattr(getattr(address.view, "cls", None), "queryset", None)
        return queryset.model if queryset is not None else None
    return models_by_name().get(argument.removesuffix("_id")) if argument.endswith("_id") else None
