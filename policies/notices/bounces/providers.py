"""Events that mail providers post (read by django-anymail): delivered, bounced, delayed, reported as unwanted."""

import uuid
from typing import Any, Final

import structlog
from anymail import urls
from anymail.signals import AnymailTrackingEvent, EventType
from anymail.webhooks.base import AnymailCoreWebhookView
from django.http import HttpRequest
from django_tenants.utils import schema_context

from policies.notices.bounces.delivery_reports import keep_delivery_report
from policies.notices.models import DeliveryEventKind
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller, Status
from tenants.resellers.refusals import Refused

log = structlog.get_logger(__name__)

_MEANS: Final[dict[str, DeliveryEventKind]] = {
    EventType.DELIVERED: DeliveryEventKind.DELIVERED,
    EventType.BOUNCED: DeliveryEventKind.BOUNCED,
    EventType.REJECTED: DeliveryEventKind.BOUNCED,
    EventType.FAILED: DeliveryEventKind.BOUNCED,
    EventType.DEFERRED: DeliveryEventKind.DELAYED,
    EventType.COMPLAINED: DeliveryEventKind.COMPLAINED,
}


def reader_of(provider: str) -> type[AnymailCoreWebhookView] | None:
    """Returns what reads a provider's events and checks its signature or secret; None for an unknown provider."""
    for pattern in urls.urlpatterns:
        if pattern.pattern.match(f"{provider}/tracking/") or pattern.pattern.match(f"{provider}/"):
            found: type[AnymailCoreWebhookView] = pattern.callback.view_class
            return found
    return None


def read_events(request: HttpRequest, reader: type[AnymailCoreWebhookView]) -> list[AnymailTrackingEvent]:
    """Returns the events of a provider's post; raises SuspiciousOperation (400) for a post of somebody else."""
    view = reader()
    view.setup(request)
    view.run_validators(request)
    return [event for event in view.parse_events(request) if isinstance(event, AnymailTrackingEvent)]


def keep_event(event: AnymailTrackingEvent) -> bool:
    """Keeps one event in the tenant whose mail it is about; False for one that tells nothing new or is not ours.

    The provider hands back what we gave it with the mail: the reseller and the delivery, which nobody can guess.
    """
    what = _MEANS.get(event.event_type)
    named = _named(event.metadata or {})
    if what is None or named is None:
        return False
    schema, delivery_id, of_round = named
    with schema_context("public"):
        reseller = Reseller.objects.filter(schema_name=schema, status=Status.ACTIVE).first()
    if reseller is None:
        return False
    with schema_context(schema):
        connection.set_tenant(reseller)
        try:
            return keep_delivery_report(
                delivery_id=delivery_id, what=what, words=_words(event), source=_source(event), of_round=of_round
            )
        except Refused as refusal:
            log.info("mail_event_not_ours", code=refusal.code)
            return False


def _named(metadata: dict[str, Any]) -> tuple[str, uuid.UUID, int] | None:
    try:
        return str(metadata["reseller"]), uuid.UUID(str(metadata["delivery"])), int(metadata.get("round", 0))
    except (KeyError, ValueError):
        return None


def _words(event: AnymailTrackingEvent) -> str:
    said = (event.description, event.mta_response, event.reject_reason)
    return " ".join(" ".join(str(part).split()) for part in said if part)


def _source(event: AnymailTrackingEvent) -> str:
    return f"provider {event.event_id or event.timestamp}"
