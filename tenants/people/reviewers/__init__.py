"""People of the upstream who review the appeals of a reseller that is too small for a third person of its own."""
