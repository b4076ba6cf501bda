"""Appeals against determinations, reviewed by another person."""
