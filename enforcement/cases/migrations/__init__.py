"""Migrations of the cases room."""
