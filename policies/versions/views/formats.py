"""A version in its other forms: PDF/A, plain text, JSON, and the list of all its mementos."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from policies.documents import to_text
from policies.versions.editions import Reading
from policies.versions.page_cache import Visit
from policies.versions.printing import version_pdf
from policies.versions.queries import the_policy
from policies.versions.relations import timemap
from policies.versions.serialization import version_json
from policies.versions.views.answers import (
    as_json,
    asked_reading,
    asked_version,
    not_posted,
    numbered,
    validated,
)
from tenants.ledger import clock
from tenants.resellers.addresses import origin


@require_safe
def aup_as_json(request: Visit) -> HttpResponse:
    """The canonical document in force (or `?as_of=`) with what is known about it."""
    return _json(asked_reading(request, asked_version(request)))


@require_safe
def aup_as_text(request: Visit) -> HttpResponse:
    """What is in force (or `?as_of=`) as plain text."""
    return _text(asked_reading(request, asked_version(request)))


@require_safe
def aup_as_pdf(request: Visit) -> HttpResponse:
    """What is in force (or `?as_of=`) as PDF/A."""
    return _pdf(request, asked_reading(request, asked_version(request)))


@require_safe
def as_json_by_number(request: Visit, number: int) -> HttpResponse:
    """One version for machines; the digest is that of its `document` as RFC 8785 JSON."""
    return _json(asked_reading(request, numbered(number)))


@require_safe
def as_text_by_number(request: Visit, number: int) -> HttpResponse:
    """One version as plain text."""
    return _text(asked_reading(request, numbered(number)))


@require_safe
def as_pdf_by_number(request: Visit, number: int) -> HttpResponse:
    """One version as PDF/A; the same bytes each time."""
    return _pdf(request, asked_reading(request, numbered(number)))


@require_safe
def mementos(request: Visit) -> HttpResponse:
    """Every version that was in force and since when, as a TimeMap (RFC 7089)."""
    policy = the_policy()
    posted = list(policy.versions.all()) if policy else []
    if not posted:
        return not_posted(request)
    body = timemap(posted, clock.now(), origin())
    return validated(HttpResponse(body, content_type="application/link-format; charset=utf-8"))


def _json(reading: Reading) -> HttpResponse:
    return as_json(version_json(reading), reading)


def _text(reading: Reading) -> HttpResponse:
    answer = HttpResponse(to_text(reading.document), content_type="text/plain; charset=utf-8")
    return validated(answer, reading)


def _pdf(request: Visit, reading: Reading) -> HttpResponse:
    version = reading.version
    answer = HttpResponse(version_pdf(reading, request.tenant), content_type="application/pdf")
    name = f"{version.policy.slug}-{version.number}{f'-{reading.language}' if reading.edition else ''}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return validated(answer, reading)
