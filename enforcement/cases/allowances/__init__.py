"""Metered allowances (R15): what a service may use, what it used, and the cases that proposes."""
