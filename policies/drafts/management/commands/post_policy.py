"""Posts a policy's draft, at once or at an instant to come."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.dateparse import parse_datetime

from policies.drafts.actions import post_version
from policies.versions.models import Policy, Significance
from tenants.people.commands import TenantCommand
from tenants.resellers.instants import NotAnInstant, in_calendar


class Command(TenantCommand):
    """`post_policy --reseller SCHEMA --by EMAIL --summary S … [--at INSTANT] [--notify | --no-mail]`."""

    help = "Post the draft: it takes effect at once, or at the instant given, and every customer gets a notice."
    verb = post_version

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What goes into the notice, and when it takes effect."""
        super().add_arguments(parser)
        parser.add_argument("--summary", required=True, metavar="SENTENCE", help="What changes, for the notice.")
        parser.add_argument("--significance", choices=Significance.values, default=Significance.MATERIAL.value)
        parser.add_argument("--at", type=_instant, metavar="INSTANT", help="2026-12-01T00:00:00Z; else now.")
        notify = parser.add_mutually_exclusive_group()
        for flag, value in (("--notify", True), ("--no-mail", False)):
            told = "Mail it, whatever changed." if value else "Put it into inboxes only, whatever changed."
            notify.add_argument(flag, dest="notify", action="store_const", const=value, help=told)
        parser.add_argument("--policy", default="aup", metavar="SLUG")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Posts, or says in one sentence why not."""
        with self.inside(options) as user:
            policy = Policy.objects.filter(slug=options["policy"]).first()
            if policy is None or user is None:
                raise CommandError(f"There is no policy {options['policy']} yet: import one first.")
            version = post_version(
                by=user,
                policy=policy,
                summary=options["summary"],
                significance=Significance(options["significance"]),
                at=options["at"],
                notify=options["notify"],
            )
        self.stdout.write(
            f"{version.policy.title} {version.number} is posted, in effect from {version.effective_at.isoformat()}, "
            f"digest {version.digest}."
        )


def _instant(text: str) -> dt.datetime:
    """An instant with its offset, so that nobody's own time zone decides."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise CommandError(f"{text} is not an instant with an offset, such as 2026-12-01T00:00:00Z.")
    try:
        return in_calendar(moment)
    except NotAnInstant as error:
        raise CommandError(f"{text}: {error}") from error
