"""The demo's living example: one vendor, two resellers, forty customers, a violation and an appeal."""

from portal.example.people import PASSWORD, PEOPLE, Face

__all__ = ["PASSWORD", "PEOPLE", "Face"]
