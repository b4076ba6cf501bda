"""Computing a month: set-based in the database, in batches of customers, shown beforehand and while it goes on."""
