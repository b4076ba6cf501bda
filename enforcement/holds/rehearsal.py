"""What an act would do, found by doing it and taking it back: exactly what the verb does, or why it refuses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction

from enforcement.holds.models import Hold, Measure, MeasureStatus, ProvisioningCall
from enforcement.holds.queries import unlifted_holds
from policies.notices.models import Delivery
from policies.versions.models import PostedProvision
from policies.versions.queries import document_of
from tenants.ledger.models import Entry
from tenants.people.models import User
from tenants.resellers.refusals import Refused

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who gets a notice, and over which channels."""

    person: str
    channels: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an act would do: to which services and when, who is told, and who has to agree first."""

    placed: list[Hold] = field(default_factory=list)
    lifted: list[Hold] = field(default_factory=list)
    still_held: list[Hold] = field(default_factory=list)
    ended: list[Measure] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    tells: bool = False
    endpoint: bool = False
    waits: Measure | None = None
    cancelled: bool = False


def rehearse(act: Callable[[], object], *, person: User) -> Foreseen:
    """Does the act in a transaction, reads from its ledger entries what it did, and takes it all back.

    Raises Refused as the verb does. Nothing is sent: what a transaction leaves to workers goes with it.
    """
    with transaction.atomic():
        last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        act()
        seen = _read(list(Entry.objects.filter(id__gt=last, by=person.pseudonym).order_by("id")))
        transaction.set_rollback(True)
    return seen


def why_not(act: Callable[[], object], *, person: User) -> Refused | None:
    """Returns why the act would be refused now; None if it would not."""
    try:
        rehearse(act, person=person)
    except Refused as refused:
        return refused
    return None


def _read(entries: list[Entry]) -> Foreseen:
    def about(verb: str) -> list[str]:
        return [entry.subject_id for entry in entries if entry.verb == verb]

    holds = Hold.objects.select_related("service__customer", "measure").order_by("service__reference")
    placed = list(holds.filter(pk__in=about("hold.placed")))
    lifted = list(holds.filter(pk__in=about("hold.lifted")))
    services = {hold.service_id for hold in lifted}
    still = unlifted_holds(at=entries[-1].at).filter(service__in=services).select_related("service")
    waiting = Measure.objects.filter(pk__in=about("measure.proposed"), status=MeasureStatus.PENDING_APPROVAL)
    own = set(about("measure.proposed"))
    ended = Measure.objects.filter(pk__in=set(about("measure.ended")) - own).select_related("service")
    return Foreseen(
        placed=placed,
        lifted=lifted,
        still_held=[hold for hold in still if hold.pk not in {one.pk for one in placed}],
        ended=list(ended),
        told=_told(about("notice.announced")),
        tells=bool(about("notice.announced")),
        endpoint=ProvisioningCall.objects.filter(hold__in=[*placed, *lifted], attempts=0).exists(),
        waits=waiting.prefetch_related("services").first(),
        cancelled=bool(about("measure.cancelled")),
    )


def _told(notices: list[str]) -> list[Told]:
    channels: dict[str, list[str]] = {}
    rows = (
        Delivery.objects.filter(notice__pk__in=notices)
        .select_related("recipient")
        .order_by("recipient__name", "channel")
    )
    for row in rows:
        said = channels.setdefault(str(row.recipient), [])
        if (label := str(row.get_channel_display())) not in said:
            said.append(label)
    return [Told(person, ", ".join(said)) for person, said in channels.items()]


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision with its printed path."""

    provision: PostedProvision
    path: str
    text: str


def cited(provision: PostedProvision, text: str = "") -> Cited:
    """Returns the provision with the path that its version prints, and the words that bind."""
    placed = document_of(provision.version).placed().get(provision.key)
    return Cited(provision, placed.path if placed else provision.number, text or provision.text)
