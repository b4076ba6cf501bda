"""Following upstream: the whole release the first time, then one decision per offered change (R3, R4)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, Offer, Status, follow, provision_digest, take
from policies.documents.merging.undo import Stood, put_back, stood
from policies.documents.model.codec import document_from_json, document_to_json
from policies.documents.model.mandatory import altered
from policies.drafts.actions.drafts import begun, ensured
from policies.drafts.actions.revising import checked, locked, plain, save
from policies.drafts.mandatory import refusal
from policies.drafts.models import Draft
from policies.following.models import Choice, Resolution, TakeOver
from policies.following.offers import is_new, own_copy, sides_for, taking_over
from policies.following.sides import Sides
from policies.versions.actions.counterparts import keep_counterparts
from policies.versions.actions.releasing import unfilled
from policies.versions.company import proposed_values, this_reseller
from policies.versions.queries import mandatory_in, standing_versions
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall become of one offered change; `words` reword it, `seen` is the digest of one's own words."""

    key: str
    choice: Choice
    words: str = ""
    seen: str | None = None


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def take_over_release(*, by: User, release: Release) -> Draft:
    """Makes the whole release the first draft, with the reseller's own declarations as values.

    Raises Refused: `copy_exists` where there is a draft or a version, whose changes are decided one by one.
    """
    policy = ensured(release.policy)
    if own_copy(policy).ours is not None:
        raise Refused("copy_exists", _("You have a copy of your own: decide what to take over, change by change."))
    draft = begun(policy, None)
    theirs = unfilled(document_from_json(release.document))
    draft.document = document_to_json(checked(theirs))
    draft.values = proposed_values(this_reseller(), theirs, {})
    _follow(draft, release)
    save(by=by, draft=draft, verb="release.taken_over", facts=_facts(release))
    return draft


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def decide_offers(
    *, by: User, release: Release, decisions: Sequence[Decision], revision: int | None = None
) -> TakeOver:
    """Takes offered changes into the draft, as they are or reworded, or leaves one's own; the rest stays open.

    Once nothing is open the draft follows the release. Nothing is posted. Raises Refused: `no_copy`,
    `already_followed`, `nothing_chosen`, `no_provision`, `decided`, `changed` (one's own words are no longer those
    seen), `altered_mandatory`, `malformed`, `stale`.
    """
    policy = ensured(release.policy)
    copy = own_copy(policy)
    if copy.ours is None:
        raise Refused("no_copy", _("You have no copy of your own yet: take the whole release over."))
    last = standing_versions(policy).order_by("-effective_at").first()
    kept = locked(copy.draft, revision=revision) if copy.draft else begun(policy, last)
    at = clock.now()
    take_over = _taken_up(by=by, at=at, draft=kept, release=release)
    ours = document_from_json(kept.document)
    sides = sides_for(release, replace(copy, ours=ours, policy=policy), take_over)
    offers = {offer.key: offer for offer in follow(sides.base, sides.theirs, ours)}
    done = set(take_over.resolutions.values_list("key", flat=True))
    for decision in decisions:
        _possible(decision, offers, done)
        done.add(decision.key)
    taken = [one for one in decisions if one.choice != Choice.KEPT and offers[one.key].status is not Status.ALREADY]
    words = {one.key: plain(one.words) for one in taken if one.choice == Choice.REWORDED}
    result = checked(unfilled(take(ours, sides.theirs, [one.key for one in taken], words, base=sides.base)))
    _keeps_mandatory(release, sides, result, {one.key for one in decisions})
    _resolve(by=by, at=at, take_over=take_over, decisions=decisions, before=ours, after=result)
    still = open_offers(follow(sides.base, sides.theirs, result), done)
    if still and not decisions:
        raise Refused(
            "nothing_chosen", _("Nothing is chosen: tick what you take over, or decide on one change."), status=422
        )
    kept.document = document_to_json(result)
    kept.values = proposed_values(this_reseller(), result, kept.values)
    if not still:
        take_over.decided_at = at
        take_over.save(update_fields=["decided_at"])
        _follow(kept, release)
    chosen = [{"key": one.key, "choice": str(one.choice)} for one in decisions]
    keep_counterparts(policy, release.publisher, sides.keys, at=at, by=by.pseudonym)
    facts = _facts(release) | {"decisions": chosen, "open": len(still)}
    save(by=by, draft=kept, verb="release.decided", facts=facts)
    return take_over


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def undo_decision(*, by: User, release: Release, key: str, revision: int | None = None) -> TakeOver:
    """Takes one decision back: the provision stands as before it, and the change is open again.

    Raises Refused: `no_decision`, `changed` where somebody edited the provision since, `followed_later`, `stale`.
    """
    draft = own_copy(ensured(release.policy)).draft
    take_over = taking_over(draft, release)
    if draft is None or take_over is None:
        raise _undecided(key)
    kept = locked(draft, revision=revision)
    resolution = take_over.resolutions.select_for_update().filter(key=key).first()
    if resolution is None:
        raise _undecided(key)
    if take_over.decided_at and (kept.base_publisher, kept.base_number) != (release.publisher, release.number):
        sentence = _("The draft follows release %d since. Take back what was decided about that one first.")
        raise Refused("followed_later", sentence % (kept.base_number or 0))
    document = document_from_json(kept.document)
    if resolution.choice != Choice.KEPT:
        if words_at(document, key) != resolution.left:
            sentence = _("Somebody has edited this provision since it was decided: edit it in the draft instead.")
            raise Refused("changed", sentence, details={"key": key})
        document = checked(put_back(document, key, Stood.from_json(resolution.before), moved=resolution.moved))
    kept.document = document_to_json(document)
    if take_over.decided_at:
        take_over.decided_at = None
        take_over.save(update_fields=["decided_at"])
        kept.base_publisher, kept.base_number = take_over.base_publisher, take_over.base_number
        kept.base_document = take_over.base_document
    choice = resolution.choice
    resolution.delete()
    save(by=by, draft=kept, verb="release.undone", facts=_facts(release) | {"key": key, "choice": choice})
    return take_over


def open_offers(offers: Iterable[Offer], decided: set[str]) -> list[Offer]:
    """What still asks for a decision: neither decided nor said by one's own copy already."""
    return [offer for offer in offers if offer.key not in decided and offer.status is not Status.ALREADY]


def words_at(document: Document, key: str) -> str:
    """The digest of a provision's own words and marks, empty where the document has it not."""
    placed = document.placed().get(key)
    return provision_digest(placed.provision) if placed else ""


def _taken_up(*, by: User, at: dt.datetime, draft: Draft, release: Release) -> TakeOver:
    """The take-over of a release that is open, begun if need be; raises Refused (`already_followed`)."""
    found = taking_over(draft, release)
    if found is not None and found.decided_at is None:
        return found
    if found is not None or not is_new(release, own_copy(draft.policy)):
        sentence = _("Your copy already follows release %d or a later one.") % release.number
        raise Refused("already_followed", sentence)
    return TakeOver.objects.create(
        draft=draft,
        publisher=release.publisher,
        number=release.number,
        base_publisher=draft.base_publisher,
        base_number=draft.base_number,
        base_document=draft.base_document,
        begun_at=at,
        begun_by=by.pseudonym,
    )


def _possible(decision: Decision, offers: dict[str, Offer], done: set[str]) -> None:
    offer = offers.get(decision.key)
    if offer is None:
        sentence = _("The release offers no change of a provision “%s”.") % decision.key
        raise Refused("no_provision", sentence, status=404, details={"key": decision.key})
    if decision.key in done:
        sentence = _("“%s” is decided already: take that back first.") % decision.key
        raise Refused("decided", sentence, details={"key": decision.key})
    mine = provision_digest(offer.ours.provision) if offer.ours else ""
    if decision.seen is not None and decision.seen != mine:
        sentence = _("Your own copy of “%s” has changed since you opened this page. Look again, then decide.")
        raise Refused("changed", sentence % decision.key, details={"key": decision.key})
    if decision.choice == Choice.REWORDED and (offer.theirs is None or not decision.words.strip()):
        sentence = _("Give the words in which “%s” is taken over.") % decision.key
        raise Refused("words_missing", sentence, status=422, details={"key": decision.key})


def _keeps_mandatory(release: Release, sides: Sides, result: Document, decided: set[str]) -> None:
    bases = mandatory_in(release, sides.keys)
    found = [one for one in altered(sides.theirs, bases, result) if one.placed.key in decided]
    if found:
        raise refusal(found, bases)


def _resolve(
    *,
    by: User,
    at: dt.datetime,
    take_over: TakeOver,
    decisions: Sequence[Decision],
    before: Document,
    after: Document,
) -> None:
    rows = []
    for one in decisions:
        earlier, now = stood(before, one.key), stood(after, one.key)
        rows.append(
            Resolution(
                take_over=take_over,
                key=one.key,
                choice=one.choice,
                before=earlier.to_json(),
                left=words_at(after, one.key),
                moved=one.choice != Choice.KEPT and (earlier.parent_key, earlier.after) != (now.parent_key, now.after),
                decided_at=at,
                decided_by=by.pseudonym,
            )
        )
    Resolution.objects.bulk_create(rows)


def _follow(draft: Draft, release: Release) -> None:
    draft.base_publisher, draft.base_number = release.publisher, release.number
    draft.base_document = release.document


def _facts(release: Release) -> dict[str, object]:
    return {"publisher": release.publisher, "number": release.number, "digest": release.digest}


def _undecided(key: str) -> Refused:
    sentence = _("Nothing is decided about “%s” that could be taken back.") % key
    return Refused("no_decision", sentence, status=404, details={"key": key})
