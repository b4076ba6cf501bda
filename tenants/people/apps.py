"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room."""

    name = "tenants.people"
    label = "people"

    def ready(self) -> None:
        """Lets the OpenAPI document know the tokens, and the sweep send mails."""
        from tenants.people import openapi, tasks  # noqa: F401, PLC0415 - registers its extension once apps are loaded
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        swept.append(tasks.wake)
