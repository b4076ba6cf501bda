"""The three that meet when a release is taken over, each provision under the key that it has in one's own copy."""

from collections.abc import Mapping
from dataclasses import dataclass

from policies.documents import Document
from policies.documents.continuity.counterparts import counterparts, in_own_keys


@dataclass(frozen=True, slots=True)
class Sides:
    """The release that both came from (empty where there is none), the one that is offered, and one's own copy.

    `keys` gives one's own key for each of upstream's that is another one here.
    """

    base: Document
    theirs: Document
    ours: Document
    keys: Mapping[str, str]

    @property
    def free(self) -> list[str]:
        """The keys of own provisions that stand for none of upstream's, in reading order."""
        taken = {one.key for side in (self.base, self.theirs) for one in side.each()}
        return [one.key for one in self.ours.each() if one.key not in taken]


def sides_of(theirs: Document, *, base: Document | None, ours: Document | None, said: Mapping[str, str]) -> Sides:
    """Returns the three sides; what nobody has `said` to be the same yet is paired by its words."""
    nothing = Document(theirs.title, theirs.language, (), ())
    base, ours = base or nothing, ours or nothing
    keys = counterparts(theirs, base, ours, said)
    return Sides(in_own_keys(base, keys), in_own_keys(theirs, keys), ours, keys)
