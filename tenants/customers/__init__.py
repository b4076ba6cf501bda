"""The reseller's customers, their agreements, services and representatives."""
