"""A customer contests a credit statement, and the answer; nothing moves by either."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.credits.models.statements import CreditStatement
from tenants.customers.models import Service
from tenants.resellers.freeze import frozen


class Objection(models.Model):
    """Why the customer thinks a statement, or one interruption of it, is wrong: `starts_at` is that interruption's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    statement = models.ForeignKey(CreditStatement, models.PROTECT, related_name="objections")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="objections")
    starts_at = models.DateTimeField(null=True)
    words = models.TextField(_("why it is wrong"))
    filed_by = models.UUIDField()
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="objection_says_why")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"O-{self.number}"


class ObjectionAnswer(models.Model):
    """What the reseller's staff answered, once."""

    objection = models.OneToOneField(Objection, models.PROTECT, primary_key=True, related_name="answer")
    words = models.TextField(_("answer"))
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="objection_answer_says_something")]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.objection_id)
