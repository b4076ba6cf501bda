"""What changed between two versions: changes, redlines, the difference as JSON, drift."""
