"""Checking what was sealed: an exported file or the tables, against signed heads."""
