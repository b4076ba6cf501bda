"""Forms of the desk's pages about drafts."""
