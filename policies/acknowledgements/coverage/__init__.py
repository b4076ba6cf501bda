"""How far a version was read and acknowledged, and by whom."""
