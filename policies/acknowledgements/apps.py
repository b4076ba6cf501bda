"""The acknowledgements room as a Django app."""

from django.apps import AppConfig


class AcknowledgementsConfig(AppConfig):
    """Registers the room."""

    name = "policies.acknowledgements"
    label = "acknowledgements"
