"""The alerts room as a Django app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Registers the room, and what the sweep asks it."""

    name = "tenants.alerts"
    label = "alerts"

    def ready(self) -> None:
        """Lets the sweep look for what waits, and send mails; a person who leaves is on no rota any more."""
        from tenants.alerts import tasks  # noqa: PLC0415 - once apps are loaded
        from tenants.alerts.actions.leaving import leave  # noqa: PLC0415 - likewise
        from tenants.people.leaving import left_hooks  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        swept.append(tasks.wake)
        left_hooks.append(leave)
