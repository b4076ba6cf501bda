"""Pages of transparency reports: the desk's, and those that anyone may read."""
