"""Evidence for outsiders: one file for a customer, a case or a version, and checking whatever somebody brings."""
