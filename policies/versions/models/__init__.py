"""Policies and their drafts, posted versions with every provision, and the proof of posting."""

from policies.versions.models.posted import (
    Draft,
    DraftStatus,
    Policy,
    PolicyVersion,
    PostedProvision,
    PostingProof,
    Significance,
)

__all__ = ["Draft", "DraftStatus", "Policy", "PolicyVersion", "PostedProvision", "PostingProof", "Significance"]
