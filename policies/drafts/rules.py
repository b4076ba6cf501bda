"""How a draft may move through review, and what of it waits to be confirmed: pure."""

from collections.abc import Collection
from dataclasses import replace

from policies.documents import Document, Kind, Provision
from policies.drafts.models import DraftStatus

#: Which statuses a draft may move to; any change of its words puts it back to `DRAFT`.
TRANSITIONS = {
    DraftStatus.DRAFT: frozenset({DraftStatus.IN_REVIEW}),
    DraftStatus.IN_REVIEW: frozenset({DraftStatus.APPROVED, DraftStatus.DRAFT}),
    DraftStatus.APPROVED: frozenset({DraftStatus.DRAFT}),
}


def still_to_confirm(before: Document | None, unconfirmed: Collection[str], after: Document) -> list[str]:
    """Returns the keys of the provisions of an import, headings aside, that nobody has confirmed as they are.

    What stood in the words before, posted or confirmed, and says and does the same now needs nobody again.
    """
    stood = {one.key: _what_counts(one) for one in before.each()} if before else {}
    return [
        one.key
        for one in after.each()
        if one.kind is not Kind.HEADING and (one.key in unconfirmed or stood.get(one.key) != _what_counts(one))
    ]


def _what_counts(provision: Provision) -> Provision:
    return replace(provision, number="", children=())
