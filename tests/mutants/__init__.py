"""How many faults put into the pure rules the unit tests find: `make mutants`."""
