"""Who was shown and who acknowledged which words; both frozen."""

import uuid

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer
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


class Acknowledgement(models.Model):
    """A person acknowledged the words with this digest (invariant 3); a representative binds the customer (R2).

    `digest` is that of the governing words; `edition_*` tell in which language they were read, and of which words.
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
    receipt = models.TextField()

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
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest
