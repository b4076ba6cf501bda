"""Reminding customers who have not acknowledged yet."""
