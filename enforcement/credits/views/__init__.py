"""Pages of service levels, interruptions and credits."""
