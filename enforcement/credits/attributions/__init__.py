"""What staff say an interruption was caused by, apart from a violation: force majeure, or the customer's own act."""
