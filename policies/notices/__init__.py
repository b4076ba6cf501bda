"""Announcing to customers: notices, their deliveries over each channel, and what became of each."""
