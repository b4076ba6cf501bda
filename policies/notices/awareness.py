"""Computes since when somebody knows of a version, which a time of grace is counted from (R6)."""

import datetime as dt

from django.db.models import Min, Q, QuerySet

from policies.notices.models import Delivery, DeliveryStatus
from policies.versions.models import PolicyVersion
from tenants.people.models import User

#: How long after a server took it a notice counts as having arrived, where nothing came back.
SILENCE = dt.timedelta(hours=24)

#: Channels that carry a notice to somebody; what lies in the portal's inbox tells nobody until it is opened.
CARRYING = ["mail", "webhook"]


def aware_since(
    *, person: User, versions: QuerySet[PolicyVersion], at: dt.datetime, since: dt.datetime | None = None
) -> dt.datetime | None:
    """Returns since when (UTC, `at` at the latest) the person knows of one of the versions; None: was never told.

    That is when a notice about it was seen in any channel, reported as delivered, or 24 hours after a server took it
    without its coming back. A notice that bounced told nobody, even where it did so later. With `since`, what was
    queued before then does not count: it told of other words than those that bind now.
    """
    deliveries = Delivery.objects.filter(recipient=person, notice__version__in=versions)
    if since is not None:
        deliveries = deliveries.filter(queued_at__gte=since)
    carried = Q(channel__in=CARRYING)
    found = deliveries.aggregate(
        seen=Min("seen_at"),
        delivered=Min("ended_at", filter=carried & Q(status=DeliveryStatus.DELIVERED)),
        sent=Min("sent_at", filter=carried & Q(status__in=[DeliveryStatus.SENT, DeliveryStatus.DELIVERED])),
    )
    sent = found["sent"] + SILENCE if found["sent"] else None
    instants = [one for one in (found["seen"], found["delivered"], sent) if one is not None and one <= at]
    return min(instants, default=None)
