"""The notices room as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers the room, its kinds, what it listens to and what the sweep asks it."""

    name = "policies.notices"
    label = "notices"

    def ready(self) -> None:
        """Lets posting and withdrawing be announced, and lets the sweep take up what waits."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from policies.notices import kinds, tasks  # noqa: PLC0415 - likewise
        from policies.notices.actions import leaving, version_notices, welcoming  # noqa: PLC0415 - likewise
        from policies.notices.views import bounce_page  # noqa: PLC0415 - likewise
        from policies.versions import events  # noqa: PLC0415 - likewise
        from tenants.customers.access import page_checks  # noqa: PLC0415 - likewise
        from tenants.customers.events import membership_ended  # noqa: PLC0415 - likewise
        from tenants.people.sign_in import signed_in_hooks  # noqa: PLC0415 - likewise
        from tenants.resellers.sweeping import swept  # noqa: PLC0415 - likewise

        named = (
            (version_notices.POSTED, _("Version posted")),
            (version_notices.SCHEDULED, _("Version announced")),
            (version_notices.POSTPONED, _("Version postponed")),
            (version_notices.WITHDRAWN, _("Version withdrawn")),
            (welcoming.WELCOME, _("Welcome")),
        )
        for code, label in named:
            words = version_notices.POSTED if code == version_notices.SCHEDULED else code
            kinds.register(kinds.Kind(code, label, f"notices/mail/{words}.txt", f"notices/mail/{words}.html"))
        events.posted.append(version_notices.announce_posting)
        events.postponed.append(version_notices.announce_postponement)
        events.withdrawn.append(version_notices.announce_withdrawal)
        swept.append(tasks.wake)
        signed_in_hooks.append(bounce_page.remember)
        page_checks.append(bounce_page.meet)
        membership_ended.append(leaving.end_notices)
