"""Policies and their drafts with their review, posted versions with every provision, and the proof of posting."""

from policies.versions.models.posted import (
    Draft,
    DraftStatus,
    Policy,
    PolicyVersion,
    PostedProvision,
    PostingProof,
    Significance,
)
from policies.versions.models.review import DraftApproval, DraftComment, DraftWriter
from policies.versions.models.schedule import Postponement

__all__ = [
    "Draft",
    "DraftApproval",
    "DraftComment",
    "DraftStatus",
    "DraftWriter",
    "Policy",
    "PolicyVersion",
    "PostedProvision",
    "PostingProof",
    "Postponement",
    "Significance",
]
