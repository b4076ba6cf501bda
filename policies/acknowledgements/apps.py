"""The acknowledgements room as a Django app."""

from django.apps import AppConfig


class AcknowledgementsConfig(AppConfig):
    """Registers the room with the rooms below: its notices, the sweep, notes on customers, and the gate."""

    name = "policies.acknowledgements"
    label = "acknowledgements"

    def ready(self) -> None:
        """Registers everything once all apps are loaded."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from policies.acknowledgements import tasks  # noqa: PLC0415 - likewise
        from policies.acknowledgements.coverage import customer_note, figures  # noqa: PLC0415 - likewise
        from policies.acknowledgements.deviations.queries import BEGUN, ENDED  # noqa: PLC0415 - likewise
        from policies.acknowledgements.gate import registration  # noqa: PLC0415 - likewise
        from policies.acknowledgements.reminders.actions import REMINDER  # noqa: PLC0415 - likewise
        from policies.notices import events, kinds  # noqa: PLC0415 - likewise
        from tenants.customers.events import note_sources  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        for code, label in ((BEGUN, _("Deviation begun")), (ENDED, _("Deviation ended")), (REMINDER, _("Reminder"))):
            words = f"acknowledgements/mail/{code}"
            kinds.register(kinds.Kind(code, label, f"{words}.txt", f"{words}.html"))
        events.acknowledged.append(figures.people_acknowledged_by)
        note_sources.append(customer_note.coverage_note)
        swept.append(tasks.wake)
        registration.register()
