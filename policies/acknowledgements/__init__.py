"""Who read and acknowledged which words."""
