"""How old an act may be when it is reported, as the reseller set it."""

from django.db import models


class OldestAct(models.Model):
    """Of a kind of conduct: an act that ended more than `days` before the report waits for a person."""

    category = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(days__gt=0), name="oldest_act_days")]

    def __str__(self) -> str:
        return f"{self.category}: {self.days}"
