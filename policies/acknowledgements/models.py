"""Who was shown, acknowledged or declined which words, on what, and who was reminded; all frozen."""

import uuid

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from policies.versions.models import PolicyVersion
from tenants.customers.models import Authority, Capacity, Customer
from tenants.resellers.freeze import frozen


class View(models.Model):
    """A signed-in person was shown a version (R5), in the edition of that language; the first time only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="views")
    digest = models.CharField(max_length=64)
    person = models.UUIDField()
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="views")
    at = models.DateTimeField()
    edition_language = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person", "customer"], name="view_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest


class Method(models.TextChoices):
    """How an acknowledgement was given."""

    PORTAL = "portal", _("On the portal")
    API = "api", _("Through the API")
    PAPER = "paper", _("Outside the portal, on paper")


class Means(models.TextChoices):
    """What an acknowledgement given outside the portal stands on."""

    SIGNED = "signed", _("Signed paper")
    SIGNING_SERVICE = "signing_service", _("Signed with a signing service")
    MAIL = "mail", _("Mail or letter")
    OTHER = "other", _("Something else")


class Paper(models.Model):
    """What somebody acknowledged on outside the portal: the file, the day (in `zone`), and who of the staff attests it.

    The signer is named by the acknowledgement's pseudonym; a name that no account stands for is a personal value of
    its ledger entry and can be erased. `stated_authority` is what such a signer said to bind the customer by.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="papers")
    means = models.CharField(max_length=20, choices=Means)
    signed_on = models.DateField()
    zone = models.CharField(max_length=50)
    filename = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    document_digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    stated_authority = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    attested_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(means__in=Means.values), name="paper_means"),
            models.CheckConstraint(condition=~Q(document_digest="") & ~Q(path=""), name="paper_has_a_file"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.filename


class Acknowledgement(models.Model):
    """A person acknowledged the words with this digest (invariant 3); a representative binds the customer (R2).

    `digest` is that of the governing words; `edition_*` tell in which language they were read, and of which words.
    `authority` is what a representative's capacity rested on then, None where nothing was on record; `at` is when it
    was recorded, which for one given outside the portal (`paper`) comes after the day it was signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="acknowledgements")
    digest = models.CharField(max_length=64)
    person = models.UUIDField()
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="acknowledgements")
    capacity = models.CharField(max_length=20, choices=Capacity)
    method = models.CharField(max_length=20, choices=Method)
    ticks = models.JSONField(default=list)
    at = models.DateTimeField()
    binding_digest = models.CharField(max_length=64, blank=True, default="")
    edition_language = models.CharField(max_length=20, blank=True, default="")
    edition_digest = models.CharField(max_length=64, blank=True, default="")
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="acknowledgements")
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="acknowledgement")
    receipt = models.TextField()
    #: Whether the verb that gave this row found it made by an earlier call.
    repeated = False

    class Meta:
        constraints = [
            # The words that bind are the version's own where no digest of both is kept.
            models.UniqueConstraint(
                F("version"),
                F("person"),
                F("customer"),
                Coalesce(NullIf(F("binding_digest"), Value("")), F("digest")),
                name="acknowledgement_once",
            ),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="acknowledgement_capacity"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="acknowledgement_method"),
            models.CheckConstraint(
                condition=Q(edition_language="", edition_digest="") | ~Q(edition_language="") & ~Q(edition_digest=""),
                name="acknowledgement_edition_whole",
            ),
            models.CheckConstraint(
                condition=Q(method="paper", paper__isnull=False) | (~Q(method="paper") & Q(paper__isnull=True)),
                name="acknowledgement_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(authority__isnull=True) | Q(capacity="representative"), name="acknowledgement_authority"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest


class Decline(models.Model):
    """A person declined the words with this digest, which undoes nothing of what binds (R5); more may follow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="declines")
    digest = models.CharField(max_length=64)
    binding_digest = models.CharField(max_length=64)
    person = models.UUIDField()
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="declines")
    capacity = models.CharField(max_length=20, choices=Capacity)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="declines")
    method = models.CharField(max_length=20, choices=Method)
    edition_language = models.CharField(max_length=20)
    edition_digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person", "customer", "binding_digest"], name="decline_once"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="decline_capacity"),
            models.CheckConstraint(condition=Q(method__in=["portal", "api"]), name="decline_method"),
            models.CheckConstraint(
                condition=Q(authority__isnull=True) | Q(capacity="representative"), name="decline_authority"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest


class ReminderRun(models.Model):
    """One time that customers were reminded of a version: what the notice is about. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="reminder_runs")
    at = models.DateTimeField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.at)


class Reminder(models.Model):
    """A customer was reminded `days` after it was asked (`since`) for the words of a material version; once. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.ForeignKey(ReminderRun, models.PROTECT, related_name="reminders")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="reminders")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "customer", "since", "days"], name="reminder_once"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.days} days"
