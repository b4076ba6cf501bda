"""The drafts room as a Django app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Registers the room and its panel on the policy's page."""

    name = "policies.drafts"
    label = "drafts"

    def ready(self) -> None:
        """Shows the draft on the policy's page."""
        from policies.drafts.panel import draft_panel  # noqa: PLC0415 - once apps are loaded
        from policies.versions.panels import panels  # noqa: PLC0415 - likewise

        panels.append(draft_panel)
