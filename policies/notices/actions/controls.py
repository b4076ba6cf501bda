"""Lets staff pause, resume and cancel a notice, and send again what did not arrive."""

from django.db import transaction
from django.utils.translation import gettext as _

from policies.notices import rules
from policies.notices.actions.announcing import wake_workers
from policies.notices.models import (
    SENT_BY_A_WORKER,
    Channel,
    Delivery,
    DeliveryEvent,
    DeliveryEventKind,
    DeliveryStatus,
    Notice,
    Preference,
    Sending,
    SendingStatus,
)
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.MANAGE_NOTICES)
@transaction.atomic
def pause_notice(*, by: User, notice: Notice, reason: str) -> Sending:
    """Lets no worker take up any more of a notice; what is in a worker's hands this moment still leaves.

    Raises Refused: `reason_missing` (422), `already_paused`, `cancelled`.
    """
    return _control(by=by, notice=notice, to=SendingStatus.PAUSED, reason=reason)


@verb(Permission.MANAGE_NOTICES)
@transaction.atomic
def resume_notice(*, by: User, notice: Notice, reason: str = "") -> Sending:
    """Lets workers go on where they were paused; raises Refused (`not_paused`, `cancelled`)."""
    return _control(by=by, notice=notice, to=SendingStatus.RUNNING, reason=reason)


@verb(Permission.MANAGE_NOTICES)
@transaction.atomic
def cancel_notice(*, by: User, notice: Notice, reason: str) -> int:
    """Cancels a notice for everybody whom it has not been sent to; returns how many deliveries that ended.

    The inbox keeps it. Raises Refused: `reason_missing` (422), `cancelled`.
    """
    sending = _control(by=by, notice=notice, to=SendingStatus.CANCELLED, reason=reason)
    waiting = Delivery.objects.filter(notice=notice, status=DeliveryStatus.QUEUED)
    return waiting.update(status=DeliveryStatus.CANCELLED, ended_at=sending.changed_at)


@verb(Permission.MANAGE_NOTICES)
@transaction.atomic
def send_again(*, by: User, delivery: Delivery) -> Delivery:
    """Sends what failed, bounced or was cancelled once more, to the address that the person has now.

    It is another mail with a Message-ID of its own. Raises Refused: `not_repeatable`, `cancelled`, `no_address`.
    """
    kept = Delivery.objects.select_for_update(of=("self",)).select_related("recipient", "notice").get(pk=delivery.pk)
    if kept.channel not in SENT_BY_A_WORKER or kept.status not in rules.REPEATABLE:
        raise Refused("not_repeatable", _("Only what failed, bounced or was cancelled can be sent again."))
    if Sending.objects.filter(notice=kept.notice_id, status=SendingStatus.CANCELLED).exists():
        raise Refused("cancelled", _("This notice was cancelled, so nothing of it is sent any more."))
    address = _address(kept)
    at = clock.now()
    Delivery.objects.filter(pk=kept.pk, status=kept.status).update(
        status=DeliveryStatus.QUEUED,
        address=address,
        round=kept.round + 1,
        attempts=0,
        next_attempt_at=at,
        sent_at=None,
        ended_at=None,
        answer="",
    )
    DeliveryEvent.objects.create(delivery=kept, at=at, what=DeliveryEventKind.AGAIN, words=kept.address)
    facts = {"notice": str(kept.notice_id), "was": kept.status, "round": kept.round + 1}
    record(verb="delivery.repeated", at=at, by=by.pseudonym, subject=kept, facts=facts)
    wake_workers()
    kept.refresh_from_db()
    return kept


def _address(delivery: Delivery) -> str:
    """Returns where the person is reached now over the delivery's channel."""
    if delivery.channel == Channel.MAIL:
        return delivery.recipient.email
    chosen = Preference.objects.filter(user=delivery.recipient_id).first()
    if chosen is None or not chosen.webhook_url:
        raise Refused("no_address", _("This person has no webhook any more, so nothing can be sent to it."))
    return chosen.webhook_url


def _control(*, by: User, notice: Notice, to: SendingStatus, reason: str) -> Sending:
    if to != SendingStatus.RUNNING and not reason.strip():
        raise Refused("reason_missing", _("Say why; it stands in the ledger."), status=422)
    fresh = Sending(notice=notice, changed_at=notice.created_at, changed_by=notice.created_by)
    Sending.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Sending.objects.select_for_update().get(notice=notice)
    before = SendingStatus(kept.status)
    if to not in rules.CONTROLS[before]:
        raise _refusal(before)
    at = clock.now()
    Sending.objects.filter(notice=notice, status=before).update(
        status=to, reason=reason.strip()[:300], changed_at=at, changed_by=by.pseudonym
    )
    record(verb=f"notice.{_VERBS[to]}", at=at, by=by.pseudonym, subject=notice, facts={"reason": reason.strip()})
    if to == SendingStatus.RUNNING:
        wake_workers()
    kept.refresh_from_db()
    return kept


_VERBS = {
    SendingStatus.PAUSED: "paused",
    SendingStatus.RUNNING: "resumed",
    SendingStatus.CANCELLED: "cancelled",
}


def _refusal(before: SendingStatus) -> Refused:
    if before == SendingStatus.CANCELLED:
        return Refused("cancelled", _("This notice was cancelled, so nothing of it is sent any more."))
    if before == SendingStatus.PAUSED:
        return Refused("already_paused", _("This notice is paused already."))
    return Refused("not_paused", _("This notice is not paused."))
