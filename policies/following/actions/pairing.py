"""Saying by hand that an own provision is, or is not, the one that upstream offers (R3, R4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents.continuity.keys import unused
from policies.drafts.actions.drafts import ensured
from policies.following.offers import Base, Shown, offers_of, own_copy, sides_for, taking_over
from policies.following.sides import Sides
from policies.versions.actions.counterparts import say_counterpart
from policies.versions.locks import lock_policy_for_update
from policies.versions.models import Counterpart
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def join_provision(*, by: User, release: Release, key: str, own: str) -> Counterpart:
    """Says that an own provision is the one which the release adds: they are compared, and nothing is added twice.

    `key` is the offer's, `own` the own provision's. No words change. Raises Refused: `no_copy`, `no_provision`,
    `decided`, `not_joinable` (the offered one has an own provision already, or the own one stands for another).
    """
    copy, sides = _sides(release)
    offer = _open(release, copy, sides, key)
    if not offer.joinable or own not in sides.free:
        sentence = _(
            "Only what the release adds can be joined, with a provision of yours that stands for no other yet."
        )
        raise Refused("not_joinable", sentence, details={"key": key, "own": own})
    return _say(by=by, release=release, theirs=offer.upstream_key, own=own, verb="release.provision_joined")


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def split_provision(*, by: User, release: Release, key: str) -> Counterpart:
    """Says that an own provision is not the one which the release adds: theirs is then offered as one more.

    `key` is the offer's. No words change. Raises Refused: `no_copy`, `no_provision`, `decided`, `not_paired`.
    """
    copy, sides = _sides(release)
    offer = _open(release, copy, sides, key)
    if not offer.paired:
        sentence = _("No provision of yours is paired with what the release adds here.")
        raise Refused("not_paired", sentence, details={"key": key})
    theirs = offer.upstream_key
    known = {one.key for side in (sides.base, sides.theirs, sides.ours) for one in side.each()}
    own = unused(theirs, {*known, *sides.keys.values()})
    return _say(by=by, release=release, theirs=theirs, own=own, verb="release.provision_split")


def _sides(release: Release) -> tuple[Base, Sides]:
    """One's own copy and the three sides, under the policy's lock."""
    policy = lock_policy_for_update(ensured(release.policy))
    copy = own_copy(policy)
    if copy.ours is None:
        raise Refused("no_copy", _("You have no copy of your own yet: take the whole release over."))
    return copy, sides_for(release, copy, taking_over(copy.draft, release))


def _open(release: Release, copy: Base, sides: Sides, key: str) -> Shown:
    """The offer of that key; raises Refused where there is none or it is decided."""
    offer = next((one for one in offers_of(release, copy, sides) if one.key == key), None)
    if offer is None:
        sentence = _("The release offers no change of a provision “%s”.") % key
        raise Refused("no_provision", sentence, status=404, details={"key": key})
    if offer.decision is not None:
        sentence = _("“%s” is decided already: take that back first.") % key
        raise Refused("decided", sentence, details={"key": key})
    return offer


def _say(*, by: User, release: Release, theirs: str, own: str, verb: str) -> Counterpart:
    policy = ensured(release.policy)
    at = clock.now()
    said = say_counterpart(policy, release.publisher, theirs=theirs, own=own, at=at, by=by.pseudonym)
    facts = {"publisher": release.publisher, "number": release.number, "theirs": theirs, "own": own}
    record(verb=verb, at=at, by=by.pseudonym, subject=said, facts=facts)
    return said
