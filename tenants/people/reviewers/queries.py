"""Reads of what a reseller asks of its upstream, and of the people whom the upstream names."""

import uuid

from django.db.models import QuerySet

from tenants.people.models import StaffRole
from tenants.resellers.current import connection
from tenants.resellers.models import NamedReviewer, ReviewRequest


def upstream_here() -> str:
    """Returns the schema of this reseller's upstream; empty without one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.proviso_upstream(%s)", [connection.schema_name])
        return cursor.fetchone()[0] or ""


def asked_here() -> ReviewRequest | None:
    """Returns what this reseller asks of its upstream, if it does."""
    rows = ReviewRequest.objects.filter(reseller=connection.schema_name, upstream=upstream_here(), ended_at=None)
    return rows.first()


def asked_of_us() -> QuerySet[ReviewRequest]:
    """Returns what resellers ask of this upstream, the oldest first."""
    return ReviewRequest.objects.filter(upstream=connection.schema_name, ended_at=None).order_by("asked_at", "pk")


def seen_requests() -> QuerySet[ReviewRequest]:
    """Returns the requests that this reseller made, or that were made to it, the newest first."""
    mine = ReviewRequest.objects.filter(reseller=connection.schema_name)
    return (mine | ReviewRequest.objects.filter(upstream=connection.schema_name)).order_by("-asked_at", "pk")


def named_for_us() -> QuerySet[NamedReviewer]:
    """Returns the people whom the upstream names to this reseller now."""
    return _standing().filter(request=asked_here()).order_by("named_at", "pk")


def named_by_us() -> QuerySet[NamedReviewer]:
    """Returns the people whom this upstream names to resellers now."""
    return _standing().filter(request__in=asked_of_us()).select_related("request").order_by("named_at", "pk")


def seen_reviewers() -> QuerySet[NamedReviewer]:
    """Returns everybody who was ever named to this reseller or by it, the newest first."""
    return NamedReviewer.objects.filter(request__in=seen_requests()).select_related("request").order_by("-named_at")


def _standing() -> QuerySet[NamedReviewer]:
    return NamedReviewer.objects.filter(withdrawn_at=None, request__ended_at=None)


def invited() -> QuerySet[StaffRole]:
    """Returns the roles of the people of an upstream who review here."""
    return StaffRole.objects.exclude(upstream="").select_related("user")


def not_invited() -> list[NamedReviewer]:
    """Returns whom the upstream names and nobody here has invited yet."""
    here = {row.user.email.lower() for row in invited()}
    return [one for one in named_for_us() if one.email.lower() not in here]


def no_longer_named() -> set[uuid.UUID]:
    """Returns the pseudonyms of those who review here for an upstream that does not name them any more."""
    rows = list(invited())
    if not rows:
        return set()
    named = {(one.request.upstream, one.email.lower()) for one in named_for_us().select_related("request")}
    return {row.user.pseudonym for row in rows if (row.upstream, row.user.email.lower()) not in named}
