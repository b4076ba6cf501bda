"""Gives every template the address of this host's colours, its navigation and the frame of a person's own pages."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.look.colour import DEFAULT_ACCENT, ColourError, parse, stylesheet
from portal.look.navigation import area_of, entries


def accent_of(request: HttpRequest) -> str:
    """Return the accent of the request's reseller, or the house's own."""
    accent = getattr(getattr(request, "tenant", None), "accent", None) or DEFAULT_ACCENT
    try:
        parse(accent)
    except ColourError:
        return DEFAULT_ACCENT
    return str(accent)


def colour_version(accent: str) -> str:
    """Return a short name that changes whenever the stylesheet of this accent would."""
    return hashlib.sha256(stylesheet(accent).encode()).hexdigest()[:12]


def account_layout(request: HttpRequest) -> Callable[[], str]:
    """Return what names the frame of a page that staff, customers and operators share, when asked."""
    return lambda: f"layouts/{area_of(request)}.html"


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `look_css` (address with version), and when asked for `nav` and `account_layout`."""
    return {
        "look_css": f"{reverse('look-css')}?v={colour_version(accent_of(request))}",
        "nav": SimpleLazyObject(lambda: list(entries(request))),
        "account_layout": account_layout(request),
    }
