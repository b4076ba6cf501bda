"""Who signs in, with which roles, by which link or token."""
