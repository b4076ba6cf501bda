"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room."""

    name = "tenants.people"
    label = "people"

    def ready(self) -> None:
        """Lets the OpenAPI document know the tokens."""
        from tenants.people import openapi  # noqa: F401, PLC0415 - registers its extension once apps are loaded
