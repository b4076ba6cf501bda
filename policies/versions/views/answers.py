"""What public answers have in common: which version is asked for, and the headers that let them be kept and checked."""

import datetime as dt
import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import http_date

from policies.versions.editions import Reading, languages_of, read_in
from policies.versions.models import PolicyVersion
from policies.versions.page_cache import REVALIDATE, Visit
from policies.versions.queries import in_force, linked_document, the_policy
from policies.versions.relations import last_changed, links
from tenants.ledger import clock


def numbered(number: int) -> PolicyVersion:
    """The version of that number; 404 where there is none."""
    found = PolicyVersion.objects.select_related("policy").filter(Q(policy__slug="aup"), number=number).first()
    if found is None:
        raise Http404
    return found


def asked_version(request: Visit) -> PolicyVersion:
    """What is in force, or with `?as_of=` what was at that instant; 404 where nothing was."""
    policy = the_policy()
    asked = request.GET.get("as_of")
    moment = instant_asked(asked, request.tenant.timezone) if asked else clock.now()
    found = in_force(policy=policy, at=moment) if policy and moment else None
    if found is None:
        raise Http404
    return found


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


def asked_reading(request: Visit, version: PolicyVersion) -> Reading:
    """The version in the language of `?lang=`; raises Refused (`no_edition`, 404)."""
    return read_in(version, request.GET.get("lang", ""))


def words_of_page(reading: Reading) -> dict[str, Any]:
    """What the page of a version needs to show its words, and the other languages it is there in."""
    return {
        "version": reading.version,
        "reading": reading,
        "document": linked_document(reading.source),
        "languages": languages_of(reading.version),
    }


def validated(response: HttpResponse, reading: Reading | None = None) -> HttpResponse:
    """The response with validators, to be asked again each time: a standing changes at any instant (invariant 13).

    A version's own words stand from its posting; with `reading` the response says so, in which language they are and
    how versions relate.
    """
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = REVALIDATE
    if reading is not None:
        version = reading.version
        posted, at = list(version.policy.versions.all()), clock.now()
        html = response["Content-Type"].startswith("text/html")
        changed = last_changed(posted, at) if html else version.withdrawn_at or version.posted_at
        response["Last-Modified"] = http_date(changed.timestamp())
        response["Link"] = links(version, posted)
        response["Content-Language"] = reading.language
        if version.withdrawn_at is None and version.effective_at <= at:
            response["Memento-Datetime"] = http_date(version.effective_at.timestamp())
    return response


def as_json(value: dict[str, Any], reading: Reading | None = None) -> HttpResponse:
    """An answer for machines, with validators."""
    return validated(JsonResponse(value, json_dumps_params={"ensure_ascii": False}), reading)


def not_posted(request: Visit) -> HttpResponse:
    """Says honestly that this company has posted nothing, with status 404."""
    return render(request, "versions/not_posted.html", status=404)
