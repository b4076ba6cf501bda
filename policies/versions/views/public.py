"""What anyone may read: the policy in force, every version, what changed, and a feed."""

import datetime as dt
import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.documents import to_text
from policies.versions.models import PolicyVersion
from policies.versions.pages import REVALIDATE, Visit, current_page
from policies.versions.queries import document_of, in_force, the_policy, version_before
from policies.versions.rules import standings
from policies.versions.wire import version_json
from tenants.ledger import clock
from tenants.resellers.addresses import absolute


@require_safe
def aup(request: Visit) -> HttpResponse:
    """The policy in force, or with `?as_of=` the one in force at that instant."""
    if request.META.get("QUERY_STRING") and request.GET.get("as_of"):
        return _as_of(request)
    page = current_page(request)
    if page.version is None:
        return not_posted(request)
    return HttpResponse(page.body, headers=page.headers)


@require_safe
def aup_json(request: Visit) -> HttpResponse:
    """The canonical document in force (or `?as_of=`) with what is known about it."""
    return as_json(version_json(_asked_version(request)))


@require_safe
def versions(request: Visit) -> HttpResponse:
    """Every version ever posted, the newest first, as a timeline."""
    policy = the_policy()
    if policy is None or not policy.versions.exists():
        return not_posted(request)
    posted = list(policy.versions.order_by("-effective_at"))
    told = standings(posted, clock.now())
    items = [
        {
            "at": version.effective_at,
            "title": _("Version %d") % version.number,
            "url": f"/aup/versions/{version.number}/",
            "text": version.summary,
            "note": _note(told[version]),
            "mark": {"in_force": "now", "scheduled": "ahead", "withdrawn": "bad"}.get(told[version], ""),
        }
        for version in posted
    ]
    return validated(render(request, "versions/versions.html", {"items": items, "policy": policy, "posted": posted}))


@require_safe
def version(request: Visit, number: int) -> HttpResponse:
    """One version as it was posted, and how it stands now."""
    found = numbered(number)
    told = standings(list(found.policy.versions.all()), clock.now())
    context = {
        "version": found,
        "document": found.document,
        "standing": told[found].value,
        "before": version_before(found),
    }
    return validated(render(request, "versions/aup.html", context), found)


@require_safe
def version_as_json(_request: Visit, number: int) -> HttpResponse:
    """One version for machines; the digest is that of its `document` as RFC 8785 JSON."""
    return as_json(version_json(numbered(number)))


@require_safe
def version_as_text(_request: Visit, number: int) -> HttpResponse:
    """One version as plain text."""
    found = numbered(number)
    response = HttpResponse(to_text(document_of(found)), content_type="text/plain; charset=utf-8")
    return validated(response, found)


@require_safe
def feed(request: Visit) -> HttpResponse:
    """An Atom feed of posted versions, those announced included (R5)."""
    policy = the_policy()
    title = _("%(reseller)s: %(policy)s") % {
        "reseller": request.tenant.name,
        "policy": policy.title if policy else _("Acceptable Use Policy"),
    }
    atom = Atom1Feed(
        title=title, link=absolute("/aup/"), description=None, feed_url=absolute("/aup/feed.atom"), language="en"
    )
    posted = policy.versions.filter(withdrawn_at=None).order_by("-number")[:50] if policy else []
    for one in posted:
        atom.add_item(
            title=_("Version %(number)d, in effect from %(at)s")
            % {"number": one.number, "at": one.effective_at.isoformat(timespec="seconds")},
            link=absolute(f"/aup/versions/{one.number}/"),
            description=one.summary,
            unique_id=f"urn:sha256:{one.digest}:{one.number}",
            pubdate=one.posted_at,
            updateddate=one.posted_at,
        )
    return validated(HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"))


def not_posted(request: Visit) -> HttpResponse:
    """Says honestly that this company has posted nothing, with status 404."""
    return render(request, "versions/not_posted.html", status=404)


def validated(response: HttpResponse, version: PolicyVersion | None = None) -> HttpResponse:
    """The response with validators, to be asked again each time: a standing changes at any instant (invariant 13)."""
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = REVALIDATE
    if version is not None:
        response["Last-Modified"] = http_date(version.posted_at.timestamp())
    return response


def instant_asked(text: str, zone: str) -> dt.datetime | None:
    """An instant from `?as_of=`, ISO 8601: a day is its first instant, one without offset is in the reseller's zone."""
    try:
        moment = parse_datetime(text.replace(" ", "+")) or parse_datetime(text)
        day = parse_date(text)
    except ValueError:
        return None
    if day is not None and len(text) <= len("2026-10-01"):
        moment = dt.datetime.combine(day, dt.time())
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _as_of(request: Visit) -> HttpResponse:
    moment = instant_asked(request.GET["as_of"], request.tenant.timezone)
    if moment is None:
        return render(request, "versions/as_of.html", {"asked": request.GET["as_of"]}, status=400)
    policy = the_policy()
    found = in_force(policy=policy, at=moment) if policy else None
    if found is None:
        return render(request, "versions/as_of.html", {"moment": moment}, status=404)
    context = {"version": found, "document": found.document, "standing": "as_of", "moment": moment}
    return validated(render(request, "versions/aup.html", context), found)


def _asked_version(request: Visit) -> PolicyVersion:
    policy = the_policy()
    asked = request.GET.get("as_of")
    moment = instant_asked(asked, request.tenant.timezone) if asked else clock.now()
    found = in_force(policy=policy, at=moment) if policy and moment else None
    if found is None:
        raise Http404
    return found


def numbered(number: int) -> PolicyVersion:
    """The version of that number; 404 where there is none."""
    found = PolicyVersion.objects.select_related("policy").filter(Q(policy__slug="aup"), number=number).first()
    if found is None:
        raise Http404
    return found


def as_json(value: dict[str, Any]) -> HttpResponse:
    """An answer for machines, with validators."""
    return validated(JsonResponse(value, json_dumps_params={"ensure_ascii": False}))


def _note(standing: str) -> str:
    told = {"withdrawn": _("Withdrawn before it took effect."), "superseded": _("No longer in force.")}
    return told.get(standing, "")
