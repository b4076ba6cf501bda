"""The desk's pages about interruptions."""
