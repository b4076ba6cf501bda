"""Reads of notices: whom they are for, how far each has come, a recipient's story, a person's inbox and choices."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policies.notices.kinds import all_kinds
from policies.notices.models import (
    SENT_BY_A_WORKER,
    Channel,
    Delivery,
    DeliveryEventKind,
    DeliveryStatus,
    Notice,
    Preference,
    default_channels,
)
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, standing_versions, the_policy
from tenants.customers.models import Agreement, Capacity, Customer, Membership
from tenants.customers.queries import running
from tenants.ledger import clock
from tenants.outbox.models import Attempt
from tenants.people.models import User
from tenants.resellers.signing import keyed_digest

#: Where a mail did not arrive and none will.
LOST = (DeliveryStatus.BOUNCED, DeliveryStatus.FAILED)
#: What an attempt that the server did not take is called among a delivery's events.
TROUBLE = "trouble"
_BAD = {TROUBLE, DeliveryEventKind.BOUNCED, DeliveryEventKind.COMPLAINED}
_MAIL = Q(deliveries__channel__in=SENT_BY_A_WORKER)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a notice and what it counts."""

    label: str | Promise
    value: int


@dataclass(frozen=True, slots=True)
class Step:
    """One instant in the life of a delivery."""

    at: dt.datetime
    title: str
    text: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What one server, provider, bounce or member of staff said of a delivery; `what` is its kind, `source` who."""

    id: uuid.UUID
    at: dt.datetime
    what: str
    label: str | Promise
    words: str
    source: str | None = None


def notices() -> QuerySet[Notice]:
    """Returns all notices, newest first, with the number of mails (and calls) by state and of people who saw it."""
    states = {
        f"mails_{status.value}": Count("deliveries", filter=_MAIL & Q(deliveries__status=status))
        for status in DeliveryStatus
    }
    return (
        Notice.objects.select_related("version", "sending")
        .annotate(
            sendings=Count("deliveries", filter=_MAIL),
            people=Count("deliveries__recipient", distinct=True),
            people_seen=Count("deliveries__recipient", filter=Q(deliveries__seen_at__isnull=False), distinct=True),
            **states,
        )
        .order_by("-created_at", "pk")
    )


def figures_of(notice: Notice) -> list[Figure]:
    """Returns the numbers of a notice from `notices()`; a state without a mail is left out, unless it is *sent*."""
    states = [
        Figure(status.label, getattr(notice, f"mails_{status.value}"))
        for status in DeliveryStatus
        if getattr(notice, f"mails_{status.value}") or status == DeliveryStatus.SENT
    ]
    return [Figure(_("People"), notice.people), *states, Figure(_("Seen"), notice.people_seen)]  # type: ignore[attr-defined]  # annotated


def outstanding(notice: Notice) -> int:
    """Returns how many mails of a notice from `notices()` still wait for the server."""
    return int(notice.mails_queued + notice.mails_sending)  # type: ignore[attr-defined]  # annotated


def handled(notice: Notice) -> int:
    """Returns how many mails of a notice from `notices()` wait no longer, whatever became of them."""
    return int(notice.sendings) - outstanding(notice)  # type: ignore[attr-defined]  # annotated


def deliveries_of(notice: Notice) -> QuerySet[Delivery]:
    """Returns everyone it was for, over each channel."""
    rows = Delivery.objects.filter(notice=notice).select_related("recipient", "customer")
    return rows.order_by("recipient__name", "recipient_id", "channel")


def story_of(delivery: Delivery) -> list[Step]:
    """Returns what happened to a delivery, in order; each step with its own instant in UTC."""
    steps = [Step(delivery.queued_at, _("Queued"), text=delivery.address)]
    events = events_of(delivery)
    for event in events:
        mark = "bad" if event.what in _BAD else ""
        steps.append(Step(event.at, str(event.label), text=event.words, mark=mark))
    if delivery.status in {DeliveryStatus.QUEUED, DeliveryStatus.SENDING} and delivery.attempts:
        steps.append(
            Step(delivery.next_attempt_at, _("Next attempt"), _("Attempts so far: %d.") % delivery.attempts, "ahead")
        )
    if delivery.sent_at and delivery.channel == Channel.MAIL:
        steps.append(Step(delivery.sent_at, _("Taken by the mail server")))
    told = {event.what for event in events}
    if delivery.ended_at and delivery.status not in told:
        bad = delivery.status in {DeliveryStatus.FAILED, DeliveryStatus.BOUNCED}
        answer = _("The server answered: %s") % delivery.answer if delivery.answer else ""
        steps.append(Step(delivery.ended_at, delivery.get_status_display(), text=answer, mark="bad" if bad else ""))
    if delivery.seen_at:
        steps.append(Step(delivery.seen_at, _("Opened in the portal")))
    return sorted(steps, key=lambda step: step.at)


def events_of(delivery: Delivery) -> list[Event]:
    """Returns what was said of a delivery, oldest first: attempts that failed, and what came back afterwards."""
    failed = [
        Event(one.pk, one.at, TROUBLE, _("Not taken"), one.answer) for one in Attempt.objects.filter(item=delivery.pk)
    ]
    said = [
        Event(one.pk, one.at, one.what, one.get_what_display(), one.words, one.source) for one in delivery.events.all()
    ]
    return sorted([*failed, *said], key=lambda event: (event.at, event.id))


def bounced_addresses() -> QuerySet[Delivery]:
    """Returns the last mail to each person where it bounced or failed for good, newest first."""
    last = (
        Delivery.objects.filter(channel=Channel.MAIL, recipient=OuterRef("recipient"))
        .exclude(status__in=[DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.CANCELLED])
        .order_by("-queued_at", "-pk")
        .values("pk")[:1]
    )
    lost = Delivery.objects.filter(channel=Channel.MAIL, status__in=LOST)
    return lost.filter(pk=Subquery(last)).select_related("recipient", "customer", "notice").order_by("-ended_at", "pk")


def unread_after_bounce(person: User) -> QuerySet[Delivery]:
    """Returns what a person was mailed in vain and has not opened since: to be met as a page at the next sign-in."""
    return received(person).filter(channel=Channel.MAIL, status__in=LOST, seen_at=None)


def languages_offered() -> list[str]:
    """Returns the languages that versions of the policy are there in."""
    policy = the_policy()
    if policy is None:
        return []
    spoken = [str(version.document["language"]) for version in standing_versions(policy)]
    return sorted({*spoken, *(code for version in standing_versions(policy) for code in version.edition_digests)})


def inbox(person: User) -> QuerySet[Delivery]:
    """Returns what a person was told in the portal, newest first."""
    return received(person).filter(channel=Channel.INBOX)


def received(person: User) -> QuerySet[Delivery]:
    """Returns everything a person was told, over every channel, newest first, as long as they act for who was meant."""
    acts = Membership.objects.filter(user=person, until=None)
    meant = Exists(acts.filter(customer=OuterRef("customer"))) | (Q(customer=None) & Exists(acts))
    mine = Delivery.objects.filter(meant, recipient=person)
    return mine.select_related("notice", "customer", "recipient").order_by("-queued_at", "pk")


def unseen(person: User) -> int:
    """Returns how many notices in a person's inbox were never opened."""
    return inbox(person).filter(seen_at=None).count()


def kind_choices() -> Iterable[tuple[str, str | Promise]]:
    """Returns the kinds as choices of a filter."""
    return [(kind.code, kind.label) for kind in all_kinds()]


def representatives_of(customers: QuerySet[Customer]) -> QuerySet[Membership]:
    """Returns who may bind one of these customers now."""
    return acting().filter(Exists(customers.filter(pk=OuterRef("customer_id"))), capacity=Capacity.REPRESENTATIVE)


def bound_at(at: dt.datetime) -> QuerySet[Membership]:
    """Returns the representatives of every customer that has an agreement at an instant (UTC)."""
    bound = Agreement.objects.filter(running(at), customer=OuterRef("customer_id"))
    return acting().filter(Exists(bound), capacity=Capacity.REPRESENTATIVE)


def acting() -> QuerySet[Membership]:
    """Returns everyone who acts for a customer now."""
    return Membership.objects.filter(until=None, user__is_active=True)


def newcomers_wait() -> bool:
    """Returns whether somebody joined who was told of no version in force."""
    at = clock.now()
    policy = the_policy()
    current = in_force(policy=policy, at=at) if policy else None
    return current is not None and joined_after(current, at=at).exists()


def joined_after(version: PolicyVersion, *, at: dt.datetime) -> QuerySet[Membership]:
    """Returns who began to act for a bound customer after the version was posted, and was not told; `at` is UTC."""
    bound = Agreement.objects.filter(running(at), customer=OuterRef("customer_id"))
    told = Delivery.objects.filter(recipient=OuterRef("user_id"), notice__version=version)
    later = Q(since__gt=version.posted_at) | ~Exists(bound.filter(starts_at__lte=version.posted_at))
    return acting().filter(later, Exists(bound), ~Exists(told), since__lte=at)


def preference_of(person: User) -> Preference:
    """Returns what a person chose; the default of who never did, not yet a row."""
    kept = Preference.objects.filter(user=person).first()
    return kept or Preference(user=person, channels=default_channels(), changed_at=person.created_at)


def owner_of_feed(secret: str) -> User | None:
    """Returns whose feed this secret opens; another tenant's opens none here (invariant 12)."""
    found = Preference.objects.select_related("user").filter(feed_digest=feed_digest(secret), user__is_active=True)
    kept = found.first()
    return kept.user if kept else None


def feed_digest(secret: str) -> str:
    """Returns what is kept of a feed's secret."""
    return keyed_digest("notice feed", secret)
