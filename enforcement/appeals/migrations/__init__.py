"""Migrations of the appeals room."""
