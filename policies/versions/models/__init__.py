"""Policies, posted versions, what is mandatory in them, and the proof of posting."""

from policies.versions.models.counterparts import Counterpart
from policies.versions.models.editions import Edition
from policies.versions.models.mandatory import MandatoryMark
from policies.versions.models.posted import Policy, PolicyVersion, PostedProvision, Significance
from policies.versions.models.proof import PostingProof, WebsiteAlarm
from policies.versions.models.schedule import Postponement

__all__ = [
    "Counterpart",
    "Edition",
    "MandatoryMark",
    "Policy",
    "PolicyVersion",
    "PostedProvision",
    "PostingProof",
    "Postponement",
    "Significance",
    "WebsiteAlarm",
]
