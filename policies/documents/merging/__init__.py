"""Upstream's changes and one's own in one document, and taking a decision back."""
