"""Sending: what a worker claims, writes, hands to a server or an endpoint, and keeps of the answer."""
