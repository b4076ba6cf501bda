"""Alerts: what waits for staff, who is told of it, when and how, and who is told first out of hours."""
