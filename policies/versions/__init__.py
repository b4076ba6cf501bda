"""Drafts, posted versions, what is in force when, and the proof of posting."""
