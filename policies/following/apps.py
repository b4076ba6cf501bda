"""The following room as a Django app."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Registers the room and its panel on the policy's page."""

    name = "policies.following"
    label = "following"

    def ready(self) -> None:
        """Shows what upstream offers on the policy's page, above the draft."""
        from policies.following.panel import offer_panel  # noqa: PLC0415 - once apps are loaded
        from policies.versions.panels import panels  # noqa: PLC0415 - likewise

        panels.insert(0, offer_panel)
