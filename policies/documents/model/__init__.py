"""The canonical document: its shape, JSON, digest, variables, defined terms and editions."""
