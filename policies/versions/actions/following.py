"""Taking upstream's release over: the whole of it the first time, then only what was chosen (R3, R4)."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, take
from policies.versions.actions.drafts import begun, ensured
from policies.versions.actions.releasing import unfilled
from policies.versions.actions.revising import checked, locked, plain, save
from policies.versions.company import proposed_values, this_reseller
from policies.versions.models import Draft
from policies.versions.offers import is_new, own_copy
from policies.versions.queries import standing_versions
from tenants.people.models import User
from tenants.people.permissions import Permission, require
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused


@transaction.atomic
def take_over_release(
    *,
    by: User,
    release: Release,
    keys: Collection[str] = (),
    rewordings: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> Draft:
    """Takes the named provisions of a release into the draft, worded as given where a rewording is.

    What upstream deleted is deleted. The release then counts as dealt with: what was not named stays as it was.
    Who has neither draft nor version gets the whole release, with the reseller's own declarations as values.
    Raises Refused: `already_followed`, `no_provision`, `malformed`, `stale`.
    """
    require(by, Permission.EDIT_POLICIES)
    policy = ensured(release.policy)
    last = standing_versions(policy).order_by("-effective_at").first()
    draft = Draft.objects.filter(policy=policy).first()
    kept = locked(draft, revision=revision) if draft else begun(policy, last)
    theirs = Document.from_json(release.document)
    words = {key: plain(text) for key, text in (rewordings or {}).items()}
    copy = own_copy(policy)
    if not is_new(release, copy):
        sentence = _("Your copy already follows release %d or a later one.") % release.number
        raise Refused("already_followed", sentence)
    first = copy.ours is None
    base = copy.base if copy.publisher == release.publisher else None
    merged = _merged(copy.ours or theirs, theirs, words if first else {*keys, *words}, words, base)
    kept.document = checked(unfilled(merged)).to_json()
    kept.values = proposed_values(this_reseller(), unfilled(merged), kept.values)
    kept.base_publisher, kept.base_number = release.publisher, release.number
    kept.base_document = release.document
    facts = {
        "publisher": release.publisher,
        "number": release.number,
        "digest": release.digest,
        "whole": first,
        "taken": sorted(keys),
        "reworded": sorted(words),
    }
    save(by=by, draft=kept, verb="release.taken_over", facts=facts)
    return kept


def _merged(
    ours: Document, theirs: Document, keys: Collection[str], words: Mapping[str, str], base: Document | None
) -> Document:
    try:
        return take(ours, theirs, keys, words, base=base)
    except KeyError as error:
        raise _unknown(str(error.args[0])) from error


def _unknown(key: str) -> Refused:
    sentence = _("Neither the release nor your copy has a provision “%s”.") % key
    return Refused("no_provision", sentence, status=404, details={"key": key})
