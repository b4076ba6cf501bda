"""What a customer's person meets who has not acknowledged, or not read, the version in force; see docs/gate.md."""
