"""When things happened in the example: the last whole month, and the first days after it."""

import datetime as dt
from dataclasses import dataclass

from tenants.ledger import clock


@dataclass(frozen=True, slots=True)
class Timeline:
    """Instants in UTC, counted from the first of the month that is told."""

    first: dt.datetime
    following: dt.datetime

    @classmethod
    def before(cls, now: dt.datetime) -> "Timeline":
        """The last month that was over for three days at `now`."""
        following = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        if now - following < dt.timedelta(days=3):
            following = (following - dt.timedelta(days=1)).replace(day=1)
        return cls(first=(following - dt.timedelta(days=1)).replace(day=1), following=following)

    @property
    def month(self) -> str:
        """As `run_credits` names it."""
        return f"{self.first:%Y-%m}"

    def at(self, day: int, hour: int, minute: int = 0) -> dt.datetime:
        """An instant of the month."""
        return self.first + dt.timedelta(days=day - 1, hours=hour, minutes=minute)

    def go(self, day: int, hour: int, minute: int = 0) -> dt.datetime:
        """Sets the clock to an instant of the month and returns it."""
        instant = self.at(day, hour, minute)
        clock.set_to(instant)
        return instant
