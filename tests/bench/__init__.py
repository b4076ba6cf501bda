"""Measures the promised figures: ours and the other side in turn, in one run."""
