"""Pages about notices: the desk's and each reader's own."""
