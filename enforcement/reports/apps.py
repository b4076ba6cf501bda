"""The reports room as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the room, and what the sweep asks it."""

    name = "enforcement.reports"
    label = "reports"

    def ready(self) -> None:
        """Lets the sweep take up unread raw reports and evidence that is to go, and shows senders in the inbox."""
        from enforcement.reports import tasks  # noqa: PLC0415 - once apps are loaded
        from enforcement.reports.inbox import panels  # noqa: PLC0415 - likewise
        from enforcement.reports.inbox.actions import unassign_reports_of  # noqa: PLC0415 - likewise
        from enforcement.reports.senders.panels import sender_panel  # noqa: PLC0415 - likewise
        from tenants.people.leaving import left_hooks  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        swept.append(tasks.wake)
        panels.beside.append(sender_panel)
        left_hooks.append(unassign_reports_of)
