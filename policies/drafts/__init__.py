"""Drafts: importing, writing, review, editions in preparation, and posting."""
