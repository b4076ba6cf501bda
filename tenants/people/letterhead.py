"""What the frame of every mail shows of the reseller."""

from typing import Any

from django.urls import reverse

from tenants.resellers.addresses import absolute
from tenants.resellers.current import connection

#: How high a logo stands in a mail, in pixels.
HEIGHT = 40


def letterhead() -> dict[str, Any]:
    """Company, accent and the logo (address, width, height, plate; None without one) as mail/base.html takes them."""
    reseller = connection.tenant
    logo = getattr(reseller, "logo", None) or {}
    shown = None
    if logo:
        height = min(HEIGHT, logo["height"])
        shown = {
            "address": absolute(reverse("logo", kwargs={"logo_id": logo["id"]})),
            "width": max(1, round(logo["width"] * height / logo["height"])),
            "height": height,
            "plate": logo["plate"],
        }
    return {
        "company": getattr(reseller, "name", "Proviso"),
        "accent": getattr(reseller, "accent", ""),
        "logo": shown,
    }
