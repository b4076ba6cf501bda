"""What resellers below must keep: marking a provision mandatory, and refusing a draft that alters one (R3, R4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import provision_digest
from policies.documents.model.codec import document_from_json
from policies.versions.locks import lock_policy_for_update
from policies.versions.models import MandatoryMark, Policy, PolicyVersion
from policies.versions.queries import own_keys, release_followed, standing_versions, template_of
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.POST_POLICIES)
@transaction.atomic
def mark_mandatory(*, by: User, policy: Policy, key: str, basis: str) -> MandatoryMark:
    """Marks a posted provision mandatory from the next release on, with the contract that makes it so.

    Raises Refused: `basis_missing`, `no_provision`, `already_mandatory`.
    """
    policy = lock_policy_for_update(policy)
    if not basis.strip():
        raise Refused("basis_missing", _("Say which contract and clause oblige your resellers to keep it."), status=422)
    last = standing_versions(policy).order_by("-effective_at").first()
    placed = template_of(last).placed().get(key) if last else None
    if placed is None:
        sentence = _("Your posted version has no provision “%s”.") % key
        raise Refused("no_provision", sentence, status=404, details={"key": key})
    if MandatoryMark.objects.filter(policy=policy, key=key).exists():
        raise Refused("already_mandatory", _("%s is mandatory already.") % placed.path)
    at = clock.now()
    mark = MandatoryMark.objects.create(
        policy=policy, key=key, basis=basis.strip()[:500], marked_at=at, marked_by=by.pseudonym
    )
    facts = {"key": key, "basis": mark.basis, "digest": provision_digest(placed.provision)}
    record(verb="provision.marked_mandatory", at=at, by=by.pseudonym, subject=mark, facts=facts)
    return mark


@verb(Permission.POST_POLICIES)
@transaction.atomic
def unmark_mandatory(*, by: User, mark: MandatoryMark) -> None:
    """Takes a mark away from the next release on; releases that were offered keep it."""
    lock_policy_for_update(mark.policy)
    facts = {"key": mark.key, "basis": mark.basis}
    record(verb="provision.unmarked_mandatory", at=clock.now(), by=by.pseudonym, subject=mark, facts=facts)
    mark.delete()


def mandatory_of(version: PolicyVersion, publisher_name: str) -> list[dict[str, str]]:
    """What the release of a version obliges who takes it over to keep: one's own marks and those from above."""
    keys = document_from_json(version.template).placed()
    base = release_followed(version.policy, version.base_publisher, version.base_number)
    here = own_keys(version.policy, version.base_publisher) if base else {}
    from_above = [one | {"key": here.get(one["key"], one["key"])} for one in (base.mandatory if base else [])]
    inherited = {one["key"]: one for one in from_above if one["key"] in keys}
    marks = MandatoryMark.objects.filter(policy=version.policy, key__in=keys).order_by("key")
    own = {mark.key: {"key": mark.key, "basis": mark.basis, "by": publisher_name} for mark in marks}
    return [{**own, **inherited}[key] for key in keys if key in own or key in inherited]
