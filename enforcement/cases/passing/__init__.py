"""Passing a case on to who can act: upstream, downstream or outside, as XARF, with the customer's identity withheld."""
