"""Evidence in custody: what is sealed, held, reported to authorities, read, opened and removed."""
