"""Gathers what belongs into an evidence file from all rooms."""
