"""Authorizations in writing (R14): asked for, granted or refused, revoked; and what falls inside one."""
