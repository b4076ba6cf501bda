"""What the mail and API doors were given, as it came."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.resellers.freeze import frozen


class Source(models.TextChoices):
    """Which door a report came through; one intake behind all of them (R11)."""

    FORM = "form", _("Public form")
    CUSTOMER = "customer", _("Customer's form")
    MAIL = "mail", _("Mailbox")
    API = "api", _("API")
    STAFF = "staff", _("Staff observation")


class RawReport(models.Model):
    """What a mail or API door was given, as it came, kept before anything reads it.

    `fingerprint` tells what came twice. Nobody but who stored it reads it before `try_at` (UTC); `read_at` says that
    its reports are made. `by` is the pseudonym of the account whose token brought it.
    """

    class Form(models.TextChoices):
        MAIL = "mail", _("Mail")
        XARF = "xarf", _("XARF")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    door = models.CharField(max_length=20, choices=Source)
    form = models.CharField(max_length=10, choices=Form)
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(door__in=["mail", "api"]), name="raw_report_door")]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(read_at=None), name="raw_report_unread"),
            models.Index(fields=["-received_at", "id"], name="raw_report_newest"),
        ]
        triggers = frozen(mutable=("attempts", "try_at", "read_at"))

    def __str__(self) -> str:
        return f"{self.form} {self.digest[:12]}"

    @property
    def filename(self) -> str:
        """What it is called where it is downloaded: nobody's words."""
        return f"{self.digest[:12]}.{'json' if self.form == self.Form.XARF else 'eml'}"

    @property
    def content_type(self) -> str:
        """What its bytes are."""
        return "application/json" if self.form == self.Form.XARF else "message/rfc822"
