"""The auditor's pages: what the ledger holds, how far it is sealed, and its export."""
