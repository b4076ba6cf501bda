"""What ends with somebody's acting for a customer: notices that wait for them, and at last their feed."""

import datetime as dt
import uuid

from policies.notices.models import Delivery, DeliveryStatus, Preference
from tenants.customers.models import Membership
from tenants.ledger.recording import record


def end_notices(membership: Membership, by: uuid.UUID | None, at: dt.datetime) -> None:
    """Cancels what waits to be sent to the person for this customer; `at` is UTC. Inside the verb that ends it.

    Who acts for nobody any more loses the feed's address for good, and waits for no notice at all.
    """
    waiting = Delivery.objects.filter(recipient=membership.user_id, status=DeliveryStatus.QUEUED)
    if Membership.objects.filter(user=membership.user_id, until=None).exists():
        waiting = waiting.filter(customer=membership.customer_id)
    elif Preference.objects.filter(user=membership.user_id).exclude(feed_digest=None).update(feed_digest=None):
        record(verb="notices.feed_ended", at=at, by=by, subject=membership.user)
    waiting.update(status=DeliveryStatus.CANCELLED, ended_at=at)
