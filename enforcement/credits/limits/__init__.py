"""The amount above which a credit takes a second person."""
