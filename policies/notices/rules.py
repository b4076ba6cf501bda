"""What staff may do with a notice and its deliveries, and what may still be reported of a delivery that was sent."""

from policies.notices.models import DeliveryStatus, SendingStatus

#: How staff may control the sending of a notice.
CONTROLS: dict[SendingStatus, frozenset[SendingStatus]] = {
    SendingStatus.RUNNING: frozenset({SendingStatus.PAUSED, SendingStatus.CANCELLED}),
    SendingStatus.PAUSED: frozenset({SendingStatus.RUNNING, SendingStatus.CANCELLED}),
    SendingStatus.CANCELLED: frozenset(),
}
#: What a bounce or a provider may still say of a delivery that the server took.
REPORTABLE: dict[DeliveryStatus, frozenset[DeliveryStatus]] = {
    DeliveryStatus.DELIVERED: frozenset({DeliveryStatus.SENT}),
    DeliveryStatus.BOUNCED: frozenset({DeliveryStatus.SENT, DeliveryStatus.DELIVERED}),
}
#: What staff may ask for anew.
REPEATABLE = frozenset({DeliveryStatus.FAILED, DeliveryStatus.BOUNCED, DeliveryStatus.CANCELLED})
