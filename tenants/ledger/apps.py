"""The ledger room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the room and what the sweep asks it."""

    name = "tenants.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Lets the sweep wake the sealer wherever entries wait."""
        from tenants.ledger import tasks  # noqa: PLC0415 - once apps are loaded
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        swept.append(tasks.wake)
