"""What upstream's newest release would change in one's own copy, provision by provision."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.documents import Document, Offer, Segment, follow, redline
from policies.versions.models import Draft, Policy, PolicyVersion
from policies.versions.queries import base_document_of, standing_versions
from tenants.resellers.models import Release


@dataclass(frozen=True, slots=True)
class Base:
    """One's own copy, and the upstream release that it was last brought in line with."""

    ours: Document | None
    base: Document | None
    publisher: str = ""
    number: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """One offered change with both redlines: what upstream changed, and how ours would change."""

    offer: Offer
    upstream: tuple[Segment, ...]
    own: tuple[Segment, ...]

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
        """Upstream's words to take over or reword; empty where upstream deletes."""
        return self.offer.theirs.provision.text if self.offer.theirs else ""


def own_copy(policy: Policy | None) -> Base:
    """The draft, else the version posted last, with its base."""
    if policy is None:
        return Base(None, None)
    if draft := Draft.objects.filter(policy=policy).first():
        base = Document.from_json(draft.base_document) if draft.base_document else None
        ours = Document.from_json(draft.document)
        return Base(ours, base, draft.base_publisher, draft.base_number, draft.values)
    last: PolicyVersion | None = standing_versions(policy).order_by("-effective_at").first()
    if last is None:
        return Base(None, None)
    kept = base_document_of(last)
    base = Document.from_json(kept) if kept else None
    return Base(Document.from_json(last.template), base, last.base_publisher, last.base_number, last.values)


def is_new(release: Release, copy: Base) -> bool:
    """Whether a release is not yet taken into account by one's own copy."""
    return release.publisher != copy.publisher or release.number > (copy.number or 0)


def offers_of(release: Release, copy: Base) -> list[Shown]:
    """Every change the release offers to one's own copy; without a common base, everything in it is an addition."""
    theirs = Document.from_json(release.document)
    ours = copy.ours or Document(theirs.title, theirs.language, (), ())
    base = copy.base if copy.publisher == release.publisher and copy.base else None
    base = base or Document(theirs.title, theirs.language, (), ())
    return [_shown(offer) for offer in follow(base, theirs, ours)]


def _shown(offer: Offer) -> Shown:
    before, theirs, mine = (
        placed.provision.text if placed else "" for placed in (offer.base, offer.theirs, offer.ours)
    )
    return Shown(offer, redline(before, theirs), redline(mine, theirs))
