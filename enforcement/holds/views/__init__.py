"""Pages of measures and holds."""
