"""Slows down whoever floods the public form: so many an hour from one address, and so many in all."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest

AN_HOUR = 60 * 60
FROM_ONE_ADDRESS = 20
IN_ALL = 500


def count(request: HttpRequest, *, from_one: int = FROM_ONE_ADDRESS, in_all: int = IN_ALL) -> None:
    """Counts one report; raises Refused (`too_many_reports`, 429). Cache keys carry the tenant by themselves."""
    limits = {keyed_digest("reports-from", client_address(request)): from_one, "reports-in-all": in_all}
    for key, most in limits.items():
        cache.add(key, 0, AN_HOUR)
        try:
            number = cache.incr(key)
        except ValueError:  # it expired between the two lines
            continue
        if number > most:
            sentence = _("Too many reports came at once. Try again in an hour, or write to the abuse mailbox.")
            raise Refused("too_many_reports", sentence, status=429)


def client_address(request: HttpRequest) -> str:
    """Who knocks: as many hops from the right as there are trusted proxies, never the first that is claimed."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))
