"""The Merkle tree over the entries, the sealer that lets it grow, and its signed heads."""
