"""The desk's pages about customers."""
