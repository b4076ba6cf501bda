"""Records a deviation from the policy's provisions: the key must be one of the policy's, or free where one is added."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Kind
from policies.documents.agreed.deviations import ADDABLE
from policies.documents.model.codec import KEY
from policies.versions.locks import hold_policy
from policies.versions.models import PostedProvision
from policies.versions.queries import in_force, the_policy
from tenants.customers.actions import add_deviation
from tenants.customers.models import Agreement, Deviation, DeviationEffect
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission, require
from tenants.resellers.refusals import Refused

_LONGEST = 80


@transaction.atomic
def negotiate(
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
    """A provision of the version in force replaced or not applied for the agreement, or one of `kind` added (R1).

    `kind` and `discretionary` are said of an added one only. Instants are aware. Raises Refused: `not_posted` (409),
    `no_such_provision`, `key_taken`, `key_malformed`, `kind_not_added` (422), and what `add_deviation` raises.
    """
    require(by, Permission.MANAGE_CUSTOMERS)
    policy = the_policy()
    if policy is not None:
        hold_policy(policy)
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
