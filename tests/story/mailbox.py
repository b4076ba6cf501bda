"""Reads the story's mail at the SMTP server that took it."""

from dataclasses import dataclass
from typing import Any

import httpx

from portal.running.processes import wait_until
from tests.story.promises import BrokenPromise, narrator


@dataclass(frozen=True)
class Mailbox:
    """The mail sink's JSON page."""

    address: str

    def messages(self, **query: str | int) -> dict[str, Any]:
        """What arrived, filtered by `to`, `kind`, `after`."""
        answer = httpx.get(f"{self.address}/messages.json", params=query, timeout=30)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def last_number(self) -> int:
        """The number of the newest message, 0 if there is none."""
        found = self.messages()["messages"]
        return int(found[0]["number"]) if found else 0

    def wait_for(self, count: int, *, seconds: float = 60, **query: str | int) -> list[dict[str, Any]]:
        """Waits until at least so many have come; breaks a promise when they never do."""

        def there() -> bool:
            return narrator.over.is_set() or self.messages(**query)["count"] >= count

        if not wait_until(there, seconds=seconds, every=0.2):
            found = self.messages(**query)
            raise BrokenPromise(f"{count} mails with {query} arrive within {seconds:.0f} s; {found['count']} came")
        messages: list[dict[str, Any]] = self.messages(**query)["messages"]
        return messages

    def read(self, number: int) -> dict[str, Any]:
        """One message with its text and links."""
        message: dict[str, Any] = (
            httpx.get(f"{self.address}/messages/{number}/json", timeout=30).raise_for_status().json()
        )
        return message
