"""Saying that one sees to something that waits."""

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.alerts.actions.telling import give_up
from tenants.alerts.models import Alert
from tenants.alerts.queries import waiting_for
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

P = Permission


@verb(P.WORK_CASES, P.APPROVE_ENFORCEMENT, P.REVIEW_APPEALS, P.CONFIRM_PROVISIONING, P.MANAGE_CREDITS)
@transaction.atomic
def take_alert(*, by: User, alert: Alert) -> Alert:
    """Says that `by` sees to it: nobody else is mailed about it any more. It still waits until it is done.

    Raises Refused: `not_for_you` (403), `taken` (409: somebody else has).
    """
    locked = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    at = clock.now()
    if not waiting_for(by).filter(pk=locked.pk).exists():
        raise Refused("not_for_you", _("This does not wait for you, or not any more."), status=403)
    if locked.taken_by_id not in {None, by.pk}:
        raise Refused("taken", _("%s sees to it already.") % locked.taken_by)
    Alert.objects.filter(pk=locked.pk).update(taken_by=by, taken_at=at)
    give_up([locked.pk], at=at, why="somebody has taken it", but=by)
    facts = {"kind": locked.kind, "about": f"{locked.subject_type} {locked.subject_id}"}
    record(verb="alert.taken", at=at, by=by.pseudonym, subject=locked, facts=facts)
    locked.refresh_from_db()
    return locked
