"""The appeals room as a Django app."""

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """Registers the room, its kinds of notices, and what it tells cases of measures and appeals."""

    name = "enforcement.appeals"
    label = "appeals"

    def ready(self) -> None:
        """Lets decisions and messages be announced, and cases tell their measures and appeals."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from enforcement.appeals import case_page, panel, queries, tasks, won  # noqa: PLC0415 - likewise
        from enforcement.appeals.alerts import SOURCES  # noqa: PLC0415 - likewise
        from enforcement.appeals.conversation.actions import MESSAGE  # noqa: PLC0415 - likewise
        from enforcement.appeals.queries import DECIDED  # noqa: PLC0415 - likewise
        from enforcement.cases import events  # noqa: PLC0415 - likewise
        from enforcement.cases.queries import belonging  # noqa: PLC0415 - likewise
        from enforcement.cases.work import panels  # noqa: PLC0415 - likewise
        from enforcement.holds.panels import appealing  # noqa: PLC0415 - likewise
        from enforcement.reports.events import keeping  # noqa: PLC0415 - likewise
        from policies.notices import kinds  # noqa: PLC0415 - likewise
        from tenants.alerts.sources import register  # noqa: PLC0415 - likewise
        from tenants.customers.events import note_sources  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        told = {"decided": (DECIDED, _("Appeal decided")), "message": (MESSAGE, _("Message about an appeal"))}
        for name, (code, label) in told.items():
            kinds.register(kinds.Kind(code, label, f"appeals/mail/{name}.txt", f"appeals/mail/{name}.html"))
        swept.append(tasks.wake)
        appealing.append(panel.appeal_panel)
        belonging.append(queries.belonging)
        keeping.append(queries.keeping_evidence)
        events.overturned.append(queries.overturned_among)
        events.won.append(won.won_about)
        note_sources.append(won.customer_notes)
        events.won_among.append(won.won_among)
        panels.stages.append(case_page.stages)
        panels.links.append(case_page.links)
        for source in SOURCES:
            register(source)
