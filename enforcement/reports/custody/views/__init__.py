"""Pages of evidence in custody."""
