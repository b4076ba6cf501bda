"""The customers room as a Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Registers the room."""

    name = "tenants.customers"
    label = "customers"

    def ready(self) -> None:
        """Ends what a person does for customers when that person is deactivated."""
        from tenants.customers.actions.records import close_memberships_of  # noqa: PLC0415 - once apps are loaded
        from tenants.people.leaving import left_hooks  # noqa: PLC0415 - likewise

        left_hooks.append(close_memberships_of)
