"""Strikes: what determinations that have effect count for, for how long, and which measure a sum of them suggests."""
