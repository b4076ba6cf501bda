"""What a customer asks to be authorized to do, and what was granted in writing (R14)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.resellers.freeze import frozen


class Terms(models.Model):
    """What may be done: against or from what (canonical addresses, networks, domains), from when until when, how much.

    `keys` are of provisions of `version`; `ends_at` is the first instant outside.
    """

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="%(class)ss")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    keys = ArrayField(models.CharField(max_length=120))
    targets = ArrayField(models.CharField(max_length=253), default=list)
    sources = ArrayField(models.CharField(max_length=253), default=list)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True)
    rate = models.CharField(_("how much"), max_length=200, blank=True)
    rate_number = models.DecimalField(max_digits=18, decimal_places=3, null=True)
    rate_unit = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="%(class)s_span"
            ),
            models.CheckConstraint(condition=Q(keys__len__gt=0), name="%(class)s_names_provisions"),
            models.CheckConstraint(
                condition=Q(targets__len__gt=0) | Q(sources__len__gt=0), name="%(class)s_names_something"
            ),
            models.CheckConstraint(
                condition=Q(rate_number=None, rate_unit="") | (Q(rate_number__gt=0) & ~Q(rate_unit="")),
                name="%(class)s_rate",
            ),
        ]


class RequestStatus(models.TextChoices):
    """Where a request for an authorization stands."""

    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AuthorizationRequest(Terms):
    """A customer, or staff on its behalf, asks in writing; the words are frozen, the handling moves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    purpose = models.TextField(_("what for"))
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=RequestStatus, default=RequestStatus.ASKED)
    status_at = models.DateTimeField()
    refused_because = models.TextField(blank=True)

    class Meta(Terms.Meta):
        constraints = [
            *Terms.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=RequestStatus.values), name="authorizationrequest_status"),
            models.CheckConstraint(
                condition=(Q(status="refused") & ~Q(refused_because=""))
                | (~Q(status="refused") & Q(refused_because="")),
                name="authorizationrequest_refused_with_reason",
            ),
        ]
        triggers = frozen(mutable=("status", "status_at", "refused_because"))

    def __str__(self) -> str:
        return f"W-{self.number}"


class Authorization(Terms):
    """What was granted in writing; frozen but for its revocation, which is set once.

    The database lets nobody grant what they asked for themselves, or what their own customer asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.OneToOneField(AuthorizationRequest, models.PROTECT, related_name="authorization")
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    filename = models.CharField(max_length=200, blank=True)
    document_digest = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200, blank=True)
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_because = models.TextField(blank=True)

    class Meta(Terms.Meta):
        constraints = [
            *Terms.Meta.constraints,
            models.CheckConstraint(
                condition=Q(filename="", document_digest="", path="")
                | (~Q(filename="") & ~Q(document_digest="") & ~Q(path="")),
                name="authorization_document_whole",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_because="")
                | (Q(revoked_at__gte=F("granted_at"), revoked_by__isnull=False) & ~Q(revoked_because="")),
                name="authorization_revoked_with_reason",
            ),
        ]
        triggers = frozen(mutable=("revoked_at", "revoked_by", "revoked_because"))

    def __str__(self) -> str:
        return str(self.request)
