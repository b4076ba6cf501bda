"""The case page's own parts: the rail with the next act, notes, assignment, templates, merging and splitting."""
