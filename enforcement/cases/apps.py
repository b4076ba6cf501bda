"""The cases room as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers the room, its kinds of notices, what it shows on reports, and what of it waits for somebody."""

    name = "enforcement.cases"
    label = "cases"

    def ready(self) -> None:
        """Announces notes and authorizations, shows both and cases in the inbox, joins reports, tells what waits."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from enforcement.cases import tasks  # noqa: PLC0415 - likewise
        from enforcement.cases.actions.cases import forget_summary, join_cases  # noqa: PLC0415 - likewise
        from enforcement.cases.actions.leaving import unassign_cases_of  # noqa: PLC0415 - likewise
        from enforcement.cases.actions.notes import MESSAGE  # noqa: PLC0415 - likewise
        from enforcement.cases.alerts import SOURCES  # noqa: PLC0415 - likewise
        from enforcement.cases.authorizations import actions, panel  # noqa: PLC0415 - likewise
        from enforcement.cases.findings.queries import outcome_for  # noqa: PLC0415 - likewise
        from enforcement.cases.passing import replies  # noqa: PLC0415 - likewise
        from enforcement.cases.queries import keeping_evidence  # noqa: PLC0415 - likewise
        from enforcement.cases.reporters import result_of, told_of_cases  # noqa: PLC0415 - likewise
        from enforcement.cases.strikes.panel import customer_notes  # noqa: PLC0415 - likewise
        from enforcement.cases.triage.panels import acts_panel, history_panel  # noqa: PLC0415 - likewise
        from enforcement.cases.work.follow_panel import notes_panel  # noqa: PLC0415 - likewise
        from enforcement.reports import events  # noqa: PLC0415 - likewise
        from enforcement.reports.follow_panels import following  # noqa: PLC0415 - likewise
        from enforcement.reports.inbox import panels  # noqa: PLC0415 - likewise
        from policies.notices import kinds  # noqa: PLC0415 - likewise
        from tenants.alerts.sources import register  # noqa: PLC0415 - likewise
        from tenants.customers.events import note_sources  # noqa: PLC0415 - likewise
        from tenants.people.leaving import left_hooks  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        told = {"message": (MESSAGE, _("Message about a service"))}
        told["authorization_decided"] = (actions.DECIDED, _("Authorization decided"))
        for name, (code, label) in told.items():
            kinds.register(kinds.Kind(code, label, f"cases/mail/{name}.txt", f"cases/mail/{name}.html"))
        panels.acts.append(acts_panel)
        panels.first.append(panel.report_panel)
        panels.beside.append(history_panel)
        events.received.append(join_cases)
        following.append(notes_panel)
        for source in SOURCES:
            register(source)
        events.keeping.append(keeping_evidence)
        events.told.append(told_of_cases)
        events.sealing += [forget_summary, replies.seal_replies]
        events.forgetting.append(replies.forget_replies)
        events.outcomes.append(outcome_for)
        events.results.append(result_of)
        events.answering.append(replies.keep_reply)
        swept.append(tasks.wake)
        left_hooks.append(unassign_cases_of)
        note_sources.append(customer_notes)
