"""The reports room as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the room."""

    name = "enforcement.reports"
    label = "reports"
