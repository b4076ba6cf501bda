"""Measures, the holds they put on services, and the statement of reasons."""
