"""Checks of how Proviso is installed and run, made by hand and by CI."""
