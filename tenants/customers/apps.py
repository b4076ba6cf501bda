"""The customers room as a Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Registers the room."""

    name = "tenants.customers"
    label = "customers"
