"""Transparency reports: what was reported, decided, done and appealed in a period, counted and published."""
