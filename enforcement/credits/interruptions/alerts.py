"""What of interruptions waits for somebody: those that nobody ended, and alerts whose service is not known."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.credits.interruptions.actions import end_interruption, match_alert
from enforcement.credits.interruptions.queries import silent, unmatched
from enforcement.credits.interruptions.rules import SILENCE
from tenants.alerts.models import Kind
from tenants.alerts.sources import Source, Waiting


def _silent(at: dt.datetime) -> Iterator[Waiting]:
    """Yields interruptions that go on, as far as was said, and of which nothing was heard for a day."""
    for one in silent(at=at):
        named = {"reference": one.reference, "service": one.service.reference}
        title = _("Not ended: %(reference)s on %(service)s") % named
        heard_at: dt.datetime = getattr(one, "heard_at")  # noqa: B009 - the query adds it
        yield Waiting(one.pk, heard_at + SILENCE, title, reverse("desk-interruption-end", args=[one.pk]))


def _unmatched(_at: dt.datetime) -> Iterator[Waiting]:
    """Yields alerts whose service is not known."""
    for one in unmatched():
        title = _("No service known for %(alert)s: %(name)s") % {"alert": one, "name": one.name or one.fingerprint}
        yield Waiting(one.pk, one.received_at, title[:300], reverse("desk-monitoring-alert-match", args=[one.pk]))


SOURCES = (
    Source(Kind.UNCONFIRMED, "credits.interruption", end_interruption, _silent),
    Source(Kind.UNCONFIRMED, "credits.monitoringalert", match_alert, _unmatched),
)
