"""Who sells, who buys, who signs in, and the ledger of what they did."""
