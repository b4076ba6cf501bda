"""How a draft may move through review: pure."""

from policies.drafts.models import DraftStatus

#: Which statuses a draft may move to; any change of its words puts it back to `DRAFT`.
TRANSITIONS = {
    DraftStatus.DRAFT: frozenset({DraftStatus.IN_REVIEW}),
    DraftStatus.IN_REVIEW: frozenset({DraftStatus.APPROVED, DraftStatus.DRAFT}),
    DraftStatus.APPROVED: frozenset({DraftStatus.DRAFT}),
}
