"""The acknowledgements room as a Django app."""

from django.apps import AppConfig


class AcknowledgementsConfig(AppConfig):
    """Registers the room, its notices and what the sweep asks it."""

    name = "policies.acknowledgements"
    label = "acknowledgements"

    def ready(self) -> None:
        """Lets the sweep tell of deviations that begin or end, and remind who has not acknowledged."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from policies.acknowledgements import (  # noqa: PLC0415 - likewise
            announcing,
            counting,
            noting,
            reminding,
            tasks,
        )
        from policies.acknowledgements.gate import starting  # noqa: PLC0415 - likewise
        from policies.notices import events, kinds  # noqa: PLC0415 - likewise
        from tenants.customers.events import noted  # noqa: PLC0415 - likewise
        from tenants.resellers.tasks import swept  # noqa: PLC0415 - likewise

        named = (
            (announcing.BEGUN, _("Deviation begun")),
            (announcing.ENDED, _("Deviation ended")),
            (reminding.REMINDER, _("Reminder")),
        )
        for code, label in named:
            words = f"acknowledgements/mail/{code}"
            kinds.register(kinds.Kind(code, label, f"{words}.txt", f"{words}.html"))
        events.acknowledged.append(counting.acknowledged_by_then)
        noted.append(noting.notes)
        swept.append(tasks.wake)
        starting.register()
