"""Policies and their posted versions with every provision."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.versions.models.triggers import ONLY_LATER
from tenants.resellers.freeze import frozen


class Policy(models.Model):
    """One policy of the reseller; posting, withdrawing and acknowledging lock this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(unique=True, default="aup")
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Significance(models.TextChoices):
    """How much a version changes for those it binds."""

    MATERIAL = "material", _("Material")
    EDITORIAL = "editorial", _("Editorial")


class PolicyVersion(models.Model):
    """Posted words: frozen by the database.

    Only `withdrawn_*` may be set, once, before effect; and `effective_at` moves later with a `Postponement` on record.
    `edition_digests` names, by language, the editions posted with it; `document` governs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    template = models.JSONField()
    digest = models.CharField(max_length=64)
    values = models.JSONField()
    edition_digests = models.JSONField(default=dict)
    summary = models.TextField()
    significance = models.CharField(max_length=20, choices=Significance)
    base_publisher = models.CharField(max_length=63, blank=True)
    base_number = models.PositiveIntegerField(null=True)
    posted_at = models.DateTimeField()
    posted_by = models.UUIDField()
    effective_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="version_number"),
            models.UniqueConstraint(
                fields=["policy", "effective_at"], condition=Q(withdrawn_at=None), name="version_effective_once"
            ),
            models.CheckConstraint(condition=Q(effective_at__gte=F("posted_at")), name="version_not_backdated"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, withdrawn_at__lt=F("effective_at")),
                name="version_withdrawn_before_effect",
            ),
            models.CheckConstraint(condition=Q(significance__in=Significance.values), name="version_significance"),
        ]
        triggers = [*frozen(mutable=("withdrawn_at", "withdrawn_by", "effective_at")), ONLY_LATER]

    def __str__(self) -> str:
        return f"{self.policy.title} {self.number}"


class PostedProvision(models.Model):
    """One provision of a posted version, citable on its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="provisions")
    position = models.PositiveIntegerField()
    parent_key = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    category = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=300, blank=True)  # its path
    text = models.TextField()
    digest = models.CharField(max_length=64)
    needs_authorization = models.BooleanField()
    discretionary = models.BooleanField()
    acknowledge_separately = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="provision_key"),
            models.UniqueConstraint(fields=["version", "position"], name="provision_position"),
        ]
        ordering = ["position"]
        indexes = [
            GinIndex(SearchVector("text", config="simple"), name="provision_words"),
            GinIndex(OpClass(F("text"), name="gin_trgm_ops"), name="provision_letters"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.key
