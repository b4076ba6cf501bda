"""The desk's pages about drafts."""
