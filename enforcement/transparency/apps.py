"""The transparency room as a Django app."""

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    """Registers the room."""

    name = "enforcement.transparency"
    label = "transparency"
