"""Gives a provision of the next text the key it had: matching, pairing and splits."""
