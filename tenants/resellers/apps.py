"""The resellers room as a Django app."""

from django.apps import AppConfig


class ResellersConfig(AppConfig):
    """Registers the room."""

    name = "tenants.resellers"
    label = "resellers"
