"""The cases room as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the room."""

    name = "enforcement.cases"
    label = "cases"
