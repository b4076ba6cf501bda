"""Fields that forms and endpoints of every room share."""

import datetime as dt
from typing import Any

from rest_framework import serializers

from tenants.resellers.instants import NotAnInstant, in_calendar


class InstantField(serializers.DateTimeField):
    """An instant that a request names: between 1990 and 2099, with its offset or in UTC."""

    def enforce_timezone(self, value: dt.datetime) -> Any:
        """Returns it aware and in UTC; refuses what no calendar shows."""
        aware = super().enforce_timezone(value)
        try:
            return in_calendar(aware)
        except NotAnInstant as error:
            raise serializers.ValidationError(str(error)) from error
