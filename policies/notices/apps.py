"""The notices room as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers the room, its kinds, what it listens to and what the sweep asks it."""

    name = "policies.notices"
    label = "notices"

    def ready(self) -> None:
        """Lets posting and withdrawing be announced, and lets the sweep take up what waits."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - once apps are loaded

        from policies.notices import kinds, listening, meeting, tasks, welcoming  # noqa: PLC0415 - likewise
        from policies.versions import events  # noqa: PLC0415 - likewise
        from tenants.customers.access import pages_to_meet  # noqa: PLC0415 - likewise
        from tenants.people.arriving import arrived  # noqa: PLC0415 - likewise
        from tenants.resellers.tasks import swept  # noqa: PLC0415 - likewise

        named = (
            (listening.POSTED, _("Version posted")),
            (listening.SCHEDULED, _("Version announced")),
            (listening.POSTPONED, _("Version postponed")),
            (listening.WITHDRAWN, _("Version withdrawn")),
            (welcoming.WELCOME, _("Welcome")),
        )
        for code, label in named:
            words = listening.POSTED if code == listening.SCHEDULED else code
            kinds.register(kinds.Kind(code, label, f"notices/mail/{words}.txt", f"notices/mail/{words}.html"))
        events.posted.append(listening.announce_posting)
        events.postponed.append(listening.announce_postponement)
        events.withdrawn.append(listening.announce_withdrawal)
        swept.append(tasks.wake)
        arrived.append(meeting.remember)
        pages_to_meet.append(meeting.meet)
