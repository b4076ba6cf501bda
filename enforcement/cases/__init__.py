"""Cases and the determinations made in them."""
