"""Bounds what strangers can make us spend: processes of their own, turns of the whole machine, JSON measured first."""
