"""Contesting a credit statement: the customer says why, staff answer, and nothing moves by itself."""
