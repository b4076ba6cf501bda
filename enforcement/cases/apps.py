"""The cases room as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the room and its kind of notice."""

    name = "enforcement.cases"
    label = "cases"

    def ready(self) -> None:
        """Announces notes to customers, shows cases in the inbox of reports, and lets reports join their case."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from enforcement.cases.actions.cases import join_case  # noqa: PLC0415 - likewise
        from enforcement.cases.actions.notes import MESSAGE  # noqa: PLC0415 - likewise
        from enforcement.cases.triage.panels import acts_panel, history_panel  # noqa: PLC0415 - likewise
        from enforcement.reports import events  # noqa: PLC0415 - likewise
        from enforcement.reports.inbox import panels  # noqa: PLC0415 - likewise
        from policies.notices import kinds  # noqa: PLC0415 - likewise

        words = "cases/mail/message"
        kinds.register(kinds.Kind(MESSAGE, _("Message about a service"), f"{words}.txt", f"{words}.html"))
        panels.acts.append(acts_panel)
        panels.beside.append(history_panel)
        events.received.append(join_case)
