"""Keeps what bounces and mail providers report of a delivery that was sent; the same report twice counts once."""

import uuid
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from policies.notices import rules
from policies.notices.bounces.dsn import Bounce, NotABounce, Report, read_bounce
from policies.notices.delivery.return_path import Returned, read_return_address
from policies.notices.models import Delivery, DeliveryEvent, DeliveryEventKind, DeliveryStatus
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.resellers.refusals import Refused

_MEANS: Final = {
    "failed": DeliveryEventKind.BOUNCED,
    "delayed": DeliveryEventKind.DELAYED,
    "delivered": DeliveryEventKind.DELIVERED,
}
_MOVES: Final = {
    DeliveryEventKind.BOUNCED: DeliveryStatus.BOUNCED,
    DeliveryEventKind.DELIVERED: DeliveryStatus.DELIVERED,
}


@transaction.atomic
def keep_delivery_report(
    *, delivery_id: uuid.UUID, what: DeliveryEventKind, words: str, source: str, of_round: int = 0
) -> bool:
    """Keeps what was said of a delivery, and moves it where that follows; False where it was said before.

    `source` names what said it. What is said of an earlier round than the last one moves nothing. Raises Refused
    (`no_delivery`, 404).
    """
    kept = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if kept is None:
        raise Refused("no_delivery", _("Nothing was sent here under that name."), status=404)
    at = clock.now()
    event = DeliveryEvent(delivery=kept, at=at, what=what, words=words[:500], source=source[:200])
    DeliveryEvent.objects.bulk_create([event], ignore_conflicts=True)
    if not DeliveryEvent.objects.filter(pk=event.pk).exists():
        return False
    to = _MOVES.get(what)
    if to is not None and kept.round == of_round and kept.status in rules.REPORTABLE[to]:
        Delivery.objects.filter(pk=kept.pk, status=kept.status).update(status=to, ended_at=at, answer=words[:500])
        if to == DeliveryStatus.BOUNCED:
            facts = {"notice": str(kept.notice_id), "round": kept.round}
            record(verb="delivery.bounced", at=at, by=None, subject=kept, facts=facts)
    return True


def schema_of(raw: bytes) -> str | None:
    """Returns the tenant that a bounce's return address names, None where it names none."""
    try:
        bounce = read_bounce(raw)
    except NotABounce:
        return None
    returned = _returned(bounce)
    return returned.schema if returned else None


def receive_bounce(*, raw: bytes) -> int:
    """Keeps what a bounce mail says of the delivery it is about, in this tenant; returns how many reports were new.

    Raises Refused: `not_a_bounce` (422), `no_delivery` (404).
    """
    try:
        bounce = read_bounce(raw)
    except NotABounce as error:
        raise Refused("not_a_bounce", str(error), status=422) from error
    delivery_id, of_round = _named(bounce)
    return sum(
        keep_delivery_report(
            delivery_id=delivery_id,
            what=_MEANS[report.action],
            words=report.words,
            source=_source(bounce, report),
            of_round=of_round,
        )
        for report in bounce.reports
        if report.action in _MEANS
    )


def _source(bounce: Bounce, report: Report) -> str:
    return f"dsn {bounce.message_id or report.words}"


def _returned(bounce: Bounce) -> Returned | None:
    return next((found for address in bounce.addressed if (found := read_return_address(address))), None)


def _named(bounce: Bounce) -> tuple[uuid.UUID, int]:
    """Returns the delivery that a bounce is about: by the returned Message-ID, else by the address it came to."""
    if bounce.about is not None:
        name, _dot, round_ = bounce.about[0].partition(".")
        try:
            return uuid.UUID(name), int(round_ or 0)
        except ValueError:
            pass
    if returned := _returned(bounce):
        return returned.delivery, returned.round
    sentence = _("This bounce names no mail of ours: neither the returned headers nor its address do.")
    raise Refused("no_delivery", sentence, status=404)
