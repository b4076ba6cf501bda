"""What upstream's newest release would change in one's own copy, provision by provision, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.documents import Document, Offer, Segment, Status, follow, merge_words, provision_digest, redline
from policies.documents.model.codec import document_from_json
from policies.documents.model.mandatory import guarded
from policies.drafts.models import Draft
from policies.following.models import Resolution, TakeOver
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import base_document_of, mandatory_in, standing_versions
from tenants.resellers.models import Release


@dataclass(frozen=True, slots=True)
class Base:
    """One's own copy, and the upstream release that it was last brought in line with."""

    ours: Document | None
    base: Document | None
    publisher: str = ""
    number: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One offered change with its redlines: what upstream changed, what we changed, and how ours would change.

    `mandatory` is the contractual basis where upstream obliges us to keep it, `seen` the digest of our own words.
    """

    offer: Offer
    upstream: tuple[Segment, ...]
    mine: tuple[Segment, ...]
    own: tuple[Segment, ...]
    seen: str
    decision: Resolution | None = None
    mandatory: str = ""
    both: str = ""

    @property
    def key(self) -> str:
        """The provision's key."""
        return self.offer.key

    @property
    def label(self) -> str:
        """How a lawyer would cite the provision."""
        placed = self.offer.theirs or self.offer.base or self.offer.ours
        return placed.path if placed else ""

    @property
    def proposed(self) -> str:
        """The words to begin from: both changes together where they can stand, else upstream's; empty if deleted."""
        return self.both or (self.offer.theirs.provision.text if self.offer.theirs else "")

    @property
    def clean(self) -> bool:
        """Whether it can be taken over without touching anything of ours."""
        return self.decision is None and self.offer.status is Status.CLEAN

    @property
    def asks(self) -> bool:
        """Whether a person must choose between theirs and ours."""
        return self.decision is None and self.offer.status not in {Status.CLEAN, Status.ALREADY}


def own_copy(policy: Policy | None) -> Base:
    """The draft, else the version posted last, with its base."""
    if policy is None:
        return Base(None, None)
    if draft := Draft.objects.filter(policy=policy).first():
        base = document_from_json(draft.base_document) if draft.base_document else None
        ours = document_from_json(draft.document)
        return Base(ours, base, draft.base_publisher, draft.base_number, draft.values, draft)
    last: PolicyVersion | None = standing_versions(policy).order_by("-effective_at").first()
    if last is None:
        return Base(None, None)
    kept = base_document_of(last)
    base = document_from_json(kept) if kept else None
    return Base(document_from_json(last.template), base, last.base_publisher, last.base_number, last.values)


def is_new(release: Release, copy: Base) -> bool:
    """Whether a release is not yet taken into account by one's own copy."""
    return release.publisher != copy.publisher or release.number > (copy.number or 0)


def taking_over(draft: Draft | None, release: Release) -> TakeOver | None:
    """The taking over of a release into the draft, if it was begun."""
    if draft is None:
        return None
    return TakeOver.objects.filter(draft=draft, publisher=release.publisher, number=release.number).first()


def base_for(release: Release, copy: Base, take_over: TakeOver | None) -> Document:
    """The release that theirs and ours both came from; an empty document where there is none."""
    theirs = document_from_json(release.document)
    if take_over is not None:
        publisher, kept = take_over.base_publisher, take_over.base_document
        base = document_from_json(kept) if kept else None
    else:
        publisher, base = copy.publisher, copy.base
    found = base if publisher == release.publisher else None
    return found or Document(theirs.title, theirs.language, (), ())


def offers_of(release: Release, copy: Base) -> list[Shown]:
    """Every change the release offers to one's own copy; without a common base, everything in it is an addition."""
    theirs = document_from_json(release.document)
    ours = copy.ours or Document(theirs.title, theirs.language, (), ())
    take_over = taking_over(copy.draft, release)
    decided = {row.key: row for row in take_over.resolutions.all()} if take_over else {}
    bases = mandatory_in(release)
    whole = dict.fromkeys(guarded(theirs, bases), "; ".join(dict.fromkeys(bases.values()))) | bases
    return [
        _shown(offer, decided.get(offer.key), whole.get(offer.key, ""))
        for offer in follow(base_for(release, copy, take_over), theirs, ours)
    ]


def _shown(offer: Offer, decision: Resolution | None, mandatory: str) -> Shown:
    before, theirs, mine = (
        placed.provision.text if placed else "" for placed in (offer.base, offer.theirs, offer.ours)
    )
    both = merge_words(before, theirs, mine) if offer.base and offer.theirs and offer.ours else None
    return Shown(
        offer,
        upstream=redline(before, theirs),
        mine=redline(before, mine),
        own=redline(mine, theirs),
        seen=provision_digest(offer.ours.provision) if offer.ours else "",
        decision=decision,
        mandatory=mandatory,
        both=both or "",
    )
