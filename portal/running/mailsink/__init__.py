"""A local mail server that keeps every message and shows it in a browser; for the demo, the story and tests only."""
