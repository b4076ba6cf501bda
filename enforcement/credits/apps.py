"""The credits room as a Django app."""

from django.apps import AppConfig


class CreditsConfig(AppConfig):
    """Registers the room, its kind of notice, and what it listens to."""

    name = "enforcement.credits"
    label = "credits"

    def ready(self) -> None:
        """Lets a decided appeal void exclusions, and statements be announced."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from enforcement.appeals import events  # noqa: PLC0415 - likewise
        from enforcement.credits import listening  # noqa: PLC0415 - likewise
        from enforcement.credits.actions.statements import KIND  # noqa: PLC0415 - likewise
        from policies.notices import kinds  # noqa: PLC0415 - likewise

        kinds.register(kinds.Kind(KIND, _("Service credit"), "credits/mail/credit.txt", "credits/mail/credit.html"))
        events.decided.append(listening.recompute_after_appeal)
