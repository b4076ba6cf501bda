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
        from enforcement.cases import events as case_events  # noqa: PLC0415 - likewise
        from enforcement.cases.work import panels  # noqa: PLC0415 - likewise
        from enforcement.credits import alerts, appeal_effects, case_page, tasks, won  # noqa: PLC0415 - likewise
        from enforcement.credits.interruptions.alerts import SOURCES  # noqa: PLC0415 - likewise
        from enforcement.credits.objections.queries import ANSWERED  # noqa: PLC0415 - likewise
        from enforcement.credits.queries import CREDIT_NOTICE  # noqa: PLC0415 - likewise
        from policies.notices import kinds  # noqa: PLC0415 - likewise
        from tenants.alerts.sources import register  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        kinds.register(
            kinds.Kind(CREDIT_NOTICE, _("Service credit"), "credits/mail/credit.txt", "credits/mail/credit.html")
        )
        kinds.register(
            kinds.Kind(
                ANSWERED, _("Answer about a credit"), "credits/mail/objection.txt", "credits/mail/objection.html"
            )
        )
        for source in alerts.SOURCES:
            register(source)
        events.undoing.append(appeal_effects.mark_after_appeal)
        swept.append(tasks.wake)
        case_events.won.append(won.won_about_credit)
        panels.links.append(case_page.links)
        for source in SOURCES:
            register(source)
