"""Findings that a case ends in without a violation: none was found, or the evidence does not suffice."""
