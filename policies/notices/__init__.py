"""Who is told what, and the whole life of each delivery."""
