"""Who sends reports: what came of their reports, who is muted, and who was told that a report arrived."""
