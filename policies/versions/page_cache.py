"""The page of the version in force, rendered once per process and kept until something that it shows changes."""

import datetime as dt
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.http import http_date
from django.utils.translation import get_language

from policies.versions.editions import governing_language, languages_of, read_in
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, linked_document, next_effective, the_policy
from policies.versions.relations import last_changed, links
from tenants.resellers.models import Reseller

KEPT = 512


class Visit(HttpRequest):
    """A request at a reseller's host, for type checkers; `now` (aware) is the database's when it read the host."""

    tenant: Reseller
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered page with its validators; `until` is the instant (UTC) at which another version takes effect."""

    version: PolicyVersion | None
    body: bytes
    headers: dict[str, str]
    until: dt.datetime | None


_kept: OrderedDict[tuple[Any, ...], Page] = OrderedDict()


def current_page(request: Visit) -> Page:
    """The page of what is in force now; without a query where nothing can have changed since it was rendered.

    The reseller's row, read to find the host anyway, counts every posting and withdrawal, and with it comes the instant
    that is held against the next effect. Only where the clock can be set must the database be asked each time.
    """
    reseller = request.tenant
    key = (
        reseller.schema_name,
        reseller.pages_revision,
        reseller.name,
        reseller.legal_name,
        reseller.accent,
        reseller.timezone,
        get_language(),
    )
    page, at = _kept.get(key), request.now
    if page is not None and settings.CLOCK == "real" and (page.until is None or at < page.until):
        return page
    policy = the_policy()
    version = in_force(policy=policy, at=at) if policy else None
    following = next_effective(policy=policy, at=at) if policy else None
    until = following.effective_at if following else None
    if page is None or page.version != version or page.until != until:
        page = _rendered(request, version, following, at)
        _kept[key] = page
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return page


def _rendered(request: Visit, version: PolicyVersion | None, following: PolicyVersion | None, at: dt.datetime) -> Page:
    until = following.effective_at if following else None
    if version is None:
        return Page(None, b"", {}, until)
    posted = list(version.policy.versions.all())
    context = {
        "version": version,
        "reading": read_in(version, ""),
        "document": linked_document(version),
        "languages": languages_of(version),
        "following": following,
        "standing": "in_force",
    }
    body = render_to_string("versions/aup.html", context, request).encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": http_date(last_changed(posted, at).timestamp()),
        "Cache-Control": REVALIDATE,
        "Vary": VARY,
        "Link": links(version, posted),
        "Content-Language": governing_language(version),
    }
    return Page(version, body, headers, until)


#: May be stored, never used without asking: another version can be posted at any instant (R4, invariant 13).
REVALIDATE = "public, max-age=0, must-revalidate"
#: The page of the policy is also the gate to what stood at an instant (RFC 7089).
VARY = "accept-datetime"
