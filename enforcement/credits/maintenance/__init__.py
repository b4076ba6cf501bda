"""Planned maintenance: announced before it begins, of all services or some, and taken back."""
