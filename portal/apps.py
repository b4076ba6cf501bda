"""The portal as a Django app: it wires the events of lower rooms to the rooms above."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the portal's commands and start-up checks."""

    name = "portal"
    label = "portal"

    def ready(self) -> None:
        """Loads the start-up checks."""
        from portal import checks  # noqa: F401, PLC0415 - registers checks once apps are loaded
