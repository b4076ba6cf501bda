"""What upstream's newest release would change in one's own copy, provision by provision, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.documents import Document, Offer, Segment, Status, follow, merge_words, provision_digest, redline
from policies.documents.comparing.compare import Op
from policies.documents.model.codec import document_from_json
from policies.documents.model.mandatory import guarded
from policies.drafts.models import Draft
from policies.following.models import Resolution, TakeOver
from policies.following.sides import Sides, sides_of
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import base_document_of, mandatory_in, own_keys, standing_versions
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
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One offered change with its redlines: what upstream changed, what we changed, and how ours would change.

    `mandatory` is the contractual basis where upstream obliges us to keep it, `seen` the digest of our own words,
    `upstream_key` the key that upstream knows it by.
    """

    offer: Offer
    upstream: tuple[Segment, ...]
    mine: tuple[Segment, ...]
    own: tuple[Segment, ...]
    seen: str
    decision: Resolution | None = None
    mandatory: str = ""
    both: str = ""
    upstream_key: str = ""

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
    def paired(self) -> bool:
        """Whether ours stands for an added provision, by its words or by hand, and can be split from it."""
        return self.decision is None and self.offer.op is Op.ADDED and self.offer.ours is not None

    @property
    def joinable(self) -> bool:
        """Whether it is an added provision that an own one may be joined with."""
        return self.decision is None and self.offer.op is Op.ADDED and self.offer.ours is None

    @property
    def identical(self) -> bool:
        """Whether ours says an added provision in the very words, so that taking it changes its marks at most."""
        theirs, ours = self.offer.theirs, self.offer.ours
        return self.paired and bool(theirs and ours and theirs.provision.text == ours.provision.text)

    @property
    def asks(self) -> bool:
        """Whether a person must choose between theirs and ours."""
        settled = self.offer.status in {Status.CLEAN, Status.ALREADY}
        return self.decision is None and not settled and not self.identical


def own_copy(policy: Policy | None) -> Base:
    """The draft, else the version posted last, with its base."""
    if policy is None:
        return Base(None, None)
    if draft := Draft.objects.filter(policy=policy).first():
        base = document_from_json(draft.base_document) if draft.base_document else None
        ours = document_from_json(draft.document)
        return Base(ours, base, draft.base_publisher, draft.base_number, draft.values, draft, policy)
    last: PolicyVersion | None = standing_versions(policy).order_by("-effective_at").first()
    if last is None:
        return Base(None, None, policy=policy)
    kept = base_document_of(last)
    base = document_from_json(kept) if kept else None
    ours = document_from_json(last.template)
    return Base(ours, base, last.base_publisher, last.base_number, last.values, policy=policy)


def is_new(release: Release, copy: Base) -> bool:
    """Whether a release is not yet taken into account by one's own copy."""
    return release.publisher != copy.publisher or release.number > (copy.number or 0)


def taking_over(draft: Draft | None, release: Release) -> TakeOver | None:
    """The taking over of a release into the draft, if it was begun."""
    if draft is None:
        return None
    return TakeOver.objects.filter(draft=draft, publisher=release.publisher, number=release.number).first()


def sides_for(release: Release, copy: Base, take_over: TakeOver | None) -> Sides:
    """The release that theirs and ours both came from, the one offered, and one's own copy, under one's own keys."""
    if take_over is not None:
        publisher, kept = take_over.base_publisher, take_over.base_document
        base = document_from_json(kept) if kept else None
    else:
        publisher, base = copy.publisher, copy.base
    return sides_of(
        document_from_json(release.document),
        base=base if publisher == release.publisher else None,
        ours=copy.ours,
        said=own_keys(copy.policy, release.publisher),
    )


def offers_of(release: Release, copy: Base, sides: Sides | None = None) -> list[Shown]:
    """Every change the release offers to one's own copy; without a common base, everything in it is an addition."""
    take_over = taking_over(copy.draft, release)
    sides = sides or sides_for(release, copy, take_over)
    decided = {row.key: row for row in take_over.resolutions.all()} if take_over else {}
    bases = mandatory_in(release, sides.keys)
    whole = dict.fromkeys(guarded(sides.theirs, bases), "; ".join(dict.fromkeys(bases.values()))) | bases
    there = {own: theirs for theirs, own in sides.keys.items()}
    return [
        _shown(offer, decided.get(offer.key), whole.get(offer.key, ""), there.get(offer.key, offer.key))
        for offer in follow(sides.base, sides.theirs, sides.ours)
    ]


def _shown(offer: Offer, decision: Resolution | None, mandatory: str, upstream_key: str) -> Shown:
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
        upstream_key=upstream_key,
    )
