"""The holds room as a Django app."""

from django.apps import AppConfig


class HoldsConfig(AppConfig):
    """Registers the room, its kinds of notices, and what the sweep asks it."""

    name = "enforcement.holds"
    label = "holds"

    def ready(self) -> None:
        """Lets measures be announced, and the sweep take up calls and endings that wait."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from enforcement.cases import events  # noqa: PLC0415 - likewise
        from enforcement.cases.work import panels  # noqa: PLC0415 - likewise
        from enforcement.holds import alerts, case_page, statements, tasks  # noqa: PLC0415 - likewise
        from enforcement.holds.actions import measures  # noqa: PLC0415 - likewise
        from enforcement.holds.report_history import measures_panel  # noqa: PLC0415 - likewise
        from enforcement.holds.reporters import told_of_measures  # noqa: PLC0415 - likewise
        from enforcement.reports.events import told  # noqa: PLC0415 - likewise
        from enforcement.reports.inbox import panels as inbox  # noqa: PLC0415 - likewise
        from policies.notices import kinds  # noqa: PLC0415 - likewise
        from tenants.alerts.sources import register  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        for code, label in ((statements.MEASURE, _("Measure taken")), (statements.LIFTED, _("Measure ended"))):
            kinds.register(kinds.Kind(code, label, f"holds/mail/{code}.txt", f"holds/mail/{code}.html"))
        swept.append(tasks.wake)
        inbox.beside.append(measures_panel)
        panels.stages.append(case_page.stages)
        panels.links.append(case_page.links)
        for source in alerts.SOURCES:
            register(source)
        told.append(told_of_measures)
        events.finding.append(measures.end_cleared)
        events.finding_does.append(measures.cleared)
