"""The outbox room as a Django app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Holds the ledger of attempts; what is sent lies in the tables of the rooms that send."""

    name = "tenants.outbox"
    label = "outbox"
