"""Shapes of drafts; what is allowed is decided by the verbs."""
