"""How versions relate, as headers say it: link relations (RFC 5829) and mementos of the policy's page (RFC 7089)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from email.utils import parsedate_to_datetime

from django.urls import reverse
from django.utils.http import http_date

from policies.versions.models import PolicyVersion
from policies.versions.rules import in_force_among

_FORMS = (
    ("version-json", "application/json"),
    ("version-pdf", "application/pdf"),
    ("version-text", "text/plain"),
)


def links(version: PolicyVersion, posted: Iterable[PolicyVersion]) -> str:
    """The `Link` header of a version's representations; `posted` are all versions of its policy."""
    standing = sorted((one for one in posted if one.withdrawn_at is None), key=lambda one: one.effective_at)
    earlier = [one for one in standing if one.effective_at < version.effective_at]
    later = [one for one in standing if one.effective_at > version.effective_at]
    timegate = reverse("aup")
    found = [
        (timegate, 'rel="latest-version terms-of-service original timegate"'),
        (reverse("versions"), 'rel="version-history"'),
        (reverse("aup-timemap"), 'rel="timemap"; type="application/link-format"'),
        (_address(version), 'rel="canonical"'),
    ]
    if version.withdrawn_at is None:
        found += [(_address(one), 'rel="predecessor-version"') for one in earlier[-1:]]
        found += [(_address(one), 'rel="successor-version"') for one in later[:1]]
    found += [
        (reverse(name, kwargs={"number": version.number}), f'rel="alternate"; type="{kind}"') for name, kind in _FORMS
    ]
    found += [
        (f"{_address(version)}?lang={language}", f'rel="alternate"; hreflang="{language}"')
        for language in sorted(version.edition_digests)
    ]
    found.append((reverse("aup-feed"), 'rel="alternate"; type="application/atom+xml"'))
    return ", ".join(f"<{address}>; {rest}" for address, rest in found)


def asked_datetime(header: str) -> dt.datetime | None:
    """The instant (UTC) in an `Accept-Datetime` header; None where it is no HTTP date."""
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def memento(posted: Sequence[PolicyVersion], *, moment: dt.datetime, at: dt.datetime) -> PolicyVersion | None:
    """The version in force at `moment`, the first one for an earlier moment, the present one for a later (UTC)."""
    found = in_force_among(posted, min(moment, at))
    return found or min(mementos(posted, at), key=lambda one: one.effective_at, default=None)


def mementos(posted: Iterable[PolicyVersion], at: dt.datetime) -> list[PolicyVersion]:
    """Every version that was in force until or at `at` (UTC), in that order."""
    past = [one for one in posted if one.withdrawn_at is None and one.effective_at <= at]
    return sorted(past, key=lambda one: one.effective_at)


def timemap(posted: Iterable[PolicyVersion], at: dt.datetime, origin: str) -> str:
    """All mementos as a link-format document (RFC 6690, RFC 7089); `origin` makes the addresses absolute."""
    timegate = f"{origin}{reverse('aup')}"
    rows = [
        f'<{timegate}>; rel="original timegate"',
        f'<{origin}{reverse("aup-timemap")}>; rel="self"; type="application/link-format"',
    ]
    found = mementos(posted, at)
    for index, one in enumerate(found):
        place = " ".join(name for name, here in (("first", index == 0), ("last", index == len(found) - 1)) if here)
        rel = f"{place} memento".strip()
        when = http_date(one.effective_at.timestamp())
        rows.append(f'<{origin}{_address(one)}>; rel="{rel}"; datetime="{when}"')
    return ",\n".join(rows) + "\n"


def last_changed(posted: Iterable[PolicyVersion], at: dt.datetime) -> dt.datetime:
    """When what pages say of a policy last changed until `at` (UTC): a posting, an effect or a withdrawal."""
    instants = [
        moment for one in posted for moment in (one.posted_at, one.withdrawn_at, one.effective_at) if moment is not None
    ]
    return max((moment for moment in instants if moment <= at), default=at)


def _address(version: PolicyVersion) -> str:
    return reverse("version", kwargs={"number": version.number})
