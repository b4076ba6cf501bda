"""Which interruptions count, and the SLA credit that follows."""
