"""The verbs of deviations: recording one, and announcing that one began or ended (R1, R6)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.acknowledgements.deviations.queries import BEGUN, unannounced
from policies.documents import Kind
from policies.documents.agreed.deviations import ADDABLE
from policies.documents.model.codec import KEY
from policies.notices.actions import announce
from policies.versions.effective_terms import with_deviations
from policies.versions.locks import lock_policy_for_share
from policies.versions.models import PolicyVersion, PostedProvision
from policies.versions.queries import in_force, the_policy
from tenants.customers.actions import add_deviation
from tenants.customers.models import Agreement, Customer, Deviation, DeviationEffect
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused

_LONGEST = 80


@verb(Permission.MANAGE_CUSTOMERS)
@transaction.atomic
def record_deviation(
    *,
    by: User,
    agreement: Agreement,
    effect: DeviationEffect,
    key: str,
    text: str,
    starts_at: dt.datetime,
    filename: str,
    data: bytes,
    ends_at: dt.datetime | None = None,
    parent_key: str = "",
    kind: Kind = Kind.PROHIBITION,
    discretionary: bool = False,
) -> Deviation:
    """Replaces or sets aside a provision of the version in force for the agreement, or adds one of `kind` (R1).

    `kind` and `discretionary` are said of an added one only. Instants are aware. Raises Refused: `not_posted` (409),
    `no_such_provision`, `key_taken`, `key_malformed`, `kind_not_added` (422), and what `add_deviation` raises.
    """
    policy = the_policy()
    if policy is not None:
        lock_policy_for_share(policy)
    version = in_force(policy=policy, at=clock.now()) if policy else None
    if version is None:
        raise Refused("not_posted", _("No version of the policy is in force, so there is nothing to deviate from."))
    general = PostedProvision.objects.filter(version=version, key=key).first()
    adds = effect == DeviationEffect.ADDED
    if adds and not (KEY.fullmatch(key) and len(key) <= _LONGEST):
        raise Refused("key_malformed", _("A key is small letters and digits, with hyphens between."), status=422)
    if adds and kind not in ADDABLE:
        raise Refused(
            "kind_not_added", _("An agreement adds no headings and no incorporation of the policy."), status=422
        )
    if adds and PostedProvision.objects.filter(version__policy=policy, key=key).exists():
        raise Refused("key_taken", _("The policy has a provision with this key: choose another."), status=422)
    missing = general is None if not adds else parent_key and not version.provisions.filter(key=parent_key).exists()
    if missing:
        raise Refused("no_such_provision", _("The version in force has no such provision."), status=422)
    return add_deviation(
        by=by,
        agreement=agreement,
        effect=effect,
        key=key,
        text=text,
        starts_at=starts_at,
        ends_at=ends_at,
        filename=filename,
        data=data,
        parent_key=parent_key if adds else "",
        kind=kind if adds else "",
        discretionary=adds and discretionary,
        general_digest=general.digest if general and not adds else "",
    )


@transaction.atomic
def announce_deviations() -> int:
    """Announces each deviation that began or ended, once; returns how many. Run twice at once, it announces once."""
    at = clock.now()
    version = _in_force(at)
    found = unannounced(at=at) if version else []
    for kind, deviation in found:
        assert version is not None
        title = _("Your agreement changes what binds you") if kind == BEGUN else _("The general text binds you again")
        announce(
            kind=kind,
            by=deviation.recorded_by,
            at=at,
            subject=deviation,
            version=version,
            title=f"{version.document['title']}: {title}",
            path=reverse("my-aup"),
            content=_content(version, deviation, kind),
            customers=Customer.objects.filter(pk=deviation.customer_id),
        )
    return len(found)


def _in_force(at: dt.datetime) -> PolicyVersion | None:
    policy = the_policy()
    return in_force(policy=policy, at=at) if policy else None


def _content(version: PolicyVersion, deviation: Deviation, kind: str) -> dict[str, Any]:
    mark = with_deviations(version, [deviation]).deviated.marks[0]
    since = deviation.starts_at if kind == BEGUN else deviation.ends_at
    assert since is not None
    return {
        "policy": version.document["title"],
        "number": version.number,
        "agreement": deviation.agreement.number,
        "effect": deviation.effect,
        "since": since.isoformat(),
        "general": mark.general.text if mark.general else "",
        "text": deviation.text,
    }
