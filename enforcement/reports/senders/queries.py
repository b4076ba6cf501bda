"""Reads of senders: who is muted, and what came of somebody's reports."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from enforcement.reports.models import MutedSender, Reason, Report
from enforcement.reports.senders.rules import covering

_REJECTED = (Reason.NO_VIOLATION, Reason.NOT_OURS, Reason.UNUSABLE, Reason.MUTED)


@dataclass(frozen=True, slots=True)
class ReporterRecord:
    """How many reports an address sent, in how many a violation was determined, and how many came to nothing."""

    sent: int
    upheld: int
    rejected: int


def muted_by(address: str) -> MutedSender | None:
    """Returns what mutes an address now: itself, or a domain it is of."""
    return MutedSender.objects.filter(sender__in=covering(address), ended_at=None).first()


def muted_among(addresses: Iterable[str]) -> frozenset[str]:
    """Returns the addresses and domains that are muted now and cover one of these."""
    names = {name for address in addresses for name in covering(address)}
    return frozenset(MutedSender.objects.filter(sender__in=names, ended_at=None).values_list("sender", flat=True))


def muted_senders() -> QuerySet[MutedSender]:
    """Returns who is muted, and who was, the latest first."""
    return MutedSender.objects.order_by("ended_at", "-muted_at", "sender")


def record_of(address: str) -> ReporterRecord | None:
    """Returns what came of the reports of an address; None where a report names none."""
    if not address:
        return None
    mine = Report.objects.filter(reporter__email__iexact=address)
    # The rooms above are named by their relations alone: nothing here imports them.
    decided = Q(cases__determinations__isnull=False)
    found = mine.aggregate(
        sent=Count("pk", distinct=True),
        upheld=Count("pk", filter=decided, distinct=True),
        rejected=Count("pk", filter=Q(reason__in=_REJECTED), distinct=True),
    )
    return ReporterRecord(**found)
