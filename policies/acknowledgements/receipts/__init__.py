"""The receipt of an acknowledgement: what it states, its PDF, and checking it."""
