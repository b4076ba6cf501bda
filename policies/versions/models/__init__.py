"""Policies and their drafts with their review, what they take over, posted versions and the proof of posting."""

from policies.versions.models.editions import Edition, PreparedEdition
from policies.versions.models.following import Choice, MandatoryMark, Resolution, TakeOver
from policies.versions.models.posted import (
    Draft,
    DraftStatus,
    Policy,
    PolicyVersion,
    PostedProvision,
    Significance,
)
from policies.versions.models.proof import PostingProof, WebsiteAlarm
from policies.versions.models.review import DraftApproval, DraftComment, DraftWriter
from policies.versions.models.schedule import Postponement

__all__ = [
    "Choice",
    "Draft",
    "DraftApproval",
    "DraftComment",
    "DraftStatus",
    "DraftWriter",
    "Edition",
    "MandatoryMark",
    "Policy",
    "PolicyVersion",
    "PostedProvision",
    "PostingProof",
    "Postponement",
    "PreparedEdition",
    "Resolution",
    "Significance",
    "TakeOver",
    "WebsiteAlarm",
]
