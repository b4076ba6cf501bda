"""The resellers: each a tenant with its own schema, role and hosts."""
