"""What may happen to a scheduled version before its effect: it is put off, or withdrawn (R4)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from policies.versions import events
from policies.versions.actions.posted import pages_changed, version_facts
from policies.versions.company import this_reseller
from policies.versions.locks import lock_policy_for_update
from policies.versions.models import PolicyVersion, Postponement
from policies.versions.queries import standing_versions
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.POST_POLICIES)
@transaction.atomic
def postpone_version(*, by: User, version: PolicyVersion, to: dt.datetime, reason: str) -> Postponement:
    """Puts a scheduled version's effect off to a later instant (UTC), and tells whoever was told of it.

    Raises Refused: `reason_missing`, `already_in_effect`, `already_withdrawn`, `not_later`, `scheduled_ahead`.
    """
    lock_policy_for_update(version.policy)
    now = clock.now()
    version.refresh_from_db()
    if not reason.strip():
        raise Refused("reason_missing", _("Say in a sentence why: it goes into every notice."), status=422)
    _still_ahead(version, now)
    if to <= version.effective_at:
        sentence = _("It takes effect on %s already; name a later instant, or withdraw it.")
        raise Refused("not_later", sentence % version.effective_at.isoformat(), status=422)
    between = standing_versions(version.policy).filter(effective_at__gt=version.effective_at, effective_at__lte=to)
    if overtaken := between.order_by("effective_at").first():
        sentence = _("Version %(number)d takes effect on %(at)s, before that. Put that one off first, or withdraw it.")
        values = {"number": overtaken.number, "at": overtaken.effective_at.isoformat()}
        raise Refused("scheduled_ahead", sentence % values)
    postponement = Postponement.objects.create(
        version=version,
        effect_before=version.effective_at,
        effect_after=to,
        reason=reason.strip(),
        at=now,
        by=by.pseudonym,
    )
    PolicyVersion.objects.filter(pk=version.pk, effective_at=version.effective_at).update(effective_at=to)
    version.refresh_from_db()
    pages_changed(this_reseller())
    facts = version_facts(version) | {
        "effect_before": postponement.effect_before.isoformat(),
        "reason": postponement.reason,
    }
    record(verb="version.postponed", at=now, by=by.pseudonym, subject=version, facts=facts)
    for listener in events.postponed:
        listener(postponement=postponement, by=by, at=now)
    return postponement


@verb(Permission.POST_POLICIES)
@transaction.atomic
def withdraw_version(*, by: User, version: PolicyVersion) -> PolicyVersion:
    """Takes a scheduled version back before its effect; raises Refused (`already_in_effect`, `already_withdrawn`)."""
    lock_policy_for_update(version.policy)
    now = clock.now()
    version.refresh_from_db()
    _still_ahead(version, now)
    PolicyVersion.objects.filter(pk=version.pk).update(withdrawn_at=now, withdrawn_by=by.pseudonym)
    version.refresh_from_db()
    pages_changed(this_reseller())
    record(verb="version.withdrawn", at=now, by=by.pseudonym, subject=version, facts=version_facts(version))
    for listener in events.withdrawn:
        listener(version=version, by=by, at=now)
    return version


def _still_ahead(version: PolicyVersion, now: dt.datetime) -> None:
    if version.withdrawn_at is not None:
        raise Refused("already_withdrawn", _("Version %d was withdrawn already.") % version.number)
    if version.effective_at <= now:
        sentence = _(
            "Version %d is in effect already and can be neither put off nor withdrawn. Post another one instead."
        )
        raise Refused("already_in_effect", sentence % version.number)
