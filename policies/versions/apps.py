"""The versions room as a Django app."""

from django.apps import AppConfig


class VersionsConfig(AppConfig):
    """Registers the room and what the sweep asks it."""

    name = "policies.versions"
    label = "versions"

    def ready(self) -> None:
        """Lets the sweep wake proofs that are missing and releases whose instant has come."""
        from policies.versions import tasks  # noqa: PLC0415 - once apps are loaded
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        swept.append(tasks.wake)
