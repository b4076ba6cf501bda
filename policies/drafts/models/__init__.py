"""Drafts in every language, who wrote and approved them, and what was said about their provisions."""

from policies.drafts.models.draft import Draft, DraftStatus
from policies.drafts.models.edition import PreparedEdition
from policies.drafts.models.review import DraftApproval, DraftComment, DraftWriter

__all__ = ["Draft", "DraftApproval", "DraftComment", "DraftStatus", "DraftWriter", "PreparedEdition"]
