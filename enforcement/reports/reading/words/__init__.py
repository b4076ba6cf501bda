"""Finds in plain words what acted (targets), when (instants) and what was done (conduct)."""
