"""Correcting by hand which posted provision one of the draft continues: its key follows (R4)."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents.continuity.keys import slug, unused
from policies.documents.model.codec import document_from_json, document_to_json
from policies.documents.model.document import Provision
from policies.drafts.actions.revising import checked, locked, save
from policies.drafts.models import Draft
from policies.drafts.queries import known_keys
from policies.versions.actions.counterparts import rename_counterparts
from policies.versions.queries import standing_versions, template_of
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def pair_provision(
    *, by: User, draft: Draft, key: str, continues: str | None, revision: int | None = None
) -> tuple[Draft, str]:
    """Says that a provision of the draft continues that posted one, or (None) that it is new; gives its key.

    Whatever held the posted one's key until now becomes new. Comments stay with the key they were made at.
    Raises Refused: `no_provision`, `stale`.
    """
    kept = locked(draft, revision=revision)
    document = document_from_json(kept.document)
    placed = document.placed()
    last = standing_versions(kept.policy).order_by("-effective_at").first()
    posted = template_of(last).placed() if last else {}
    if key not in placed:
        sentence = _("The draft has no provision “%s” any more.") % key
        raise Refused("no_provision", sentence, status=404, details={"key": key})
    if continues is not None and continues not in posted:
        sentence = _("The version posted last has no provision “%s”.") % continues
        raise Refused("no_provision", sentence, status=404, details={"key": continues})
    if continues == key or (continues is None and key not in posted):
        return kept, key
    taken = known_keys(kept) | set(placed)
    new = continues or unused(slug(placed[key].provision.text), taken)
    renamed = {key: new}
    if new in placed:
        renamed[new] = unused(slug(placed[new].provision.text), {*taken, new})
    provisions = tuple(_renamed(one, renamed) for one in document.provisions)
    kept.document = document_to_json(checked(replace(document, provisions=provisions)))
    kept.unconfirmed = [renamed.get(one, one) for one in kept.unconfirmed]
    rename_counterparts(kept.policy, renamed)
    facts = {"key": key, "continues": continues, "renamed": renamed}
    save(by=by, draft=kept, verb="draft.provision_paired", facts=facts)
    return kept, new


def _renamed(provision: Provision, keys: dict[str, str]) -> Provision:
    children = tuple(_renamed(child, keys) for child in provision.children)
    return replace(provision, key=keys.get(provision.key, provision.key), children=children)
