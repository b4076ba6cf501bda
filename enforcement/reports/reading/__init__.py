"""Reads reports as they come in by mail or as XARF, without a clock, a database or the network.

`mail.read_mail` and `xarf.read_xarf` take any bytes, never raise, and return a `Reading`.
"""
