"""Making signed heads known elsewhere, so that a later change of the ledger shows."""
