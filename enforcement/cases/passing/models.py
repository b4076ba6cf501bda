"""To whom cases can be passed, what was sent to them, and what they answered."""

import uuid
from collections.abc import Mapping
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enforcement.reports.models import Evidence, RawReport, Reason, ReportStatus
from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.resellers.freeze import frozen


class RecipientKind(models.TextChoices):
    """Where a recipient stands, seen from this reseller."""

    UPSTREAM = "upstream", _("Upstream")
    DOWNSTREAM = "downstream", _("Downstream")
    OUTSIDE = "outside", _("Outside")


class Way(models.TextChoices):
    """How a report reaches a recipient."""

    MAIL = "mail", _("By mail")
    API = "api", _("By its API")


#: What the codes of a recipient mean: why a report is completed there, and what came of a case opened of it.
REMOTE_WORDS: Final[Mapping[str, str | Promise]] = {
    **{reason.value: reason.label for reason in Reason},
    "violation": _("A violation was found"),
    "insufficient_evidence": _("The evidence does not suffice"),
    "closed": _("The case was closed without a violation being found"),
}


class Recipient(models.Model):
    """Somebody to whom cases can be passed, as an administrator registered it; ended ones are offered no more.

    `address` is a mailbox, or the address of an API that takes XARF reports; `token` is what opens that, encrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=RecipientKind)
    name = models.CharField(_("name"), max_length=120)
    way = models.CharField(max_length=10, choices=Way)
    address = models.CharField(max_length=500)
    token = models.TextField(blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecipientKind.values), name="recipient_kind"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="recipient_way"),
            models.CheckConstraint(condition=Q(way="api") | Q(token=""), name="recipient_token_opens_an_api"),
            models.UniqueConstraint(fields=["name"], condition=Q(ended_at=None), name="recipient_name"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="recipient_ended_by_somebody",
            ),
        ]
        triggers = frozen(mutable=("token", "ended_at", "ended_by"))

    def __str__(self) -> str:
        return self.name


class Passing(OutboxItem):
    """One report about a case, sent to one recipient; frozen but for how far it has come. Its id is the XARF report's.

    `report` is what is sent, its evidence without the bytes; `digest` is of the whole. `reason` and `ground` stay here.
    What the recipient says of it: `remote_status`, with `remote_reason` and `remote_outcome` as its own codes.
    `answered_at` is when it was over there, `noted_at` when somebody here had read so. All instants are UTC.
    """

    number = models.PositiveIntegerField(unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="passings")
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, related_name="passings")
    kind = models.CharField(max_length=10, choices=RecipientKind)
    name = models.CharField(max_length=120)
    way = models.CharField(max_length=10, choices=Way)
    address = models.CharField(max_length=500)
    report = models.JSONField()
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    reason = models.TextField()
    names_customer = models.BooleanField(default=False)
    ground = models.TextField(blank=True)
    passed_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    status_url = models.CharField(max_length=500, blank=True)
    remote_status = models.CharField(max_length=20, choices=ReportStatus, blank=True)
    remote_reason = models.CharField(max_length=40, blank=True)
    remote_outcome = models.CharField(max_length=40, blank=True)
    asks = models.PositiveIntegerField(default=0)
    ask_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    ask_failure = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField(null=True)
    noted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OutboxStatus.values), name="passing_status"),
            models.CheckConstraint(condition=Q(kind__in=RecipientKind.values), name="passing_kind"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="passing_way"),
            models.CheckConstraint(condition=~Q(reason=""), name="passing_says_why"),
            models.CheckConstraint(
                condition=Q(names_customer=False, ground="") | Q(names_customer=True) & ~Q(ground=""),
                name="passing_names_the_customer_on_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, status="failed", sent_at=None),
                name="passing_withdrawn_before_it_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(remote_status__in=["", *ReportStatus.values]), name="passing_remote_status"
            ),
            models.CheckConstraint(
                condition=Q(noted_at=None, noted_by=None) | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="passing_noted_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["queued_at", "id"], name="passing_newest"),
            models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="passing_to_ask"),
            models.Index(fields=["next_attempt_at"], condition=Q(status__in=["queued", "sending"]), name="passing_due"),
        ]
        triggers = frozen(
            mutable=(
                "status", "next_attempt_at", "lease_until", "attempts", "sent_at", "ended_at", "answer",
                "withdrawn_at", "withdrawn_by", "status_url", "remote_status", "remote_reason", "remote_outcome",
                "asks", "ask_at", "asked_at", "ask_failure", "answered_at", "noted_at", "noted_by",
            )
        )  # fmt: skip

    def __str__(self) -> str:
        return f"P-{self.number}"

    @property
    def remote_words(self) -> str:
        """Why it is over there, in words where the codes are known here."""
        codes = [self.remote_outcome, self.remote_reason]
        return next((str(REMOTE_WORDS.get(code, code)) for code in codes if code), "")


class PassedEvidence(models.Model):
    """A file of evidence that went along, in its place; also a trigger: of a report in the case, and never sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    passing = models.ForeignKey(Passing, models.PROTECT, related_name="files")
    place = models.PositiveSmallIntegerField()
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="passed_in")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passing", "evidence"], name="passed_evidence_once"),
            models.UniqueConstraint(fields=["passing", "place"], name="passed_evidence_place"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest


class PassingReply(models.Model):
    """A mail from the recipient of a passing, or from a machine on its way there.

    Its words move out of sight with those of a report that the passing was about, and go with the mail they repeat.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    passing = models.ForeignKey(Passing, models.PROTECT, related_name="replies")
    raw = models.OneToOneField(RawReport, models.PROTECT, related_name="answer_to_passing")
    sender = models.CharField(max_length=320, blank=True)
    automatic = models.BooleanField()
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["passing", "-received_at"], name="reply_of_passing")]
        triggers = frozen(mutable=("text",))

    def __str__(self) -> str:
        return self.sender
