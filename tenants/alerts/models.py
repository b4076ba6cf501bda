"""What waits for somebody, the mails that told of it, how each person is told, and the weekly rota."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.people.models import User


class Kind(models.TextChoices):
    """Why somebody is told."""

    ASSIGNED = "assigned", _("Assigned to you")
    TO_APPROVE = "to_approve", _("To approve")
    RETURNED = "returned", _("Returned to you")
    APPEALED = "appealed", _("Appealed")
    CONTESTED = "contested", _("Credit contested")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    OVERDUE = "overdue", _("Overdue")
    PASSED = "passed", _("Passed on, and answered")
    UNTAKEN = "untaken", _("Urgent, and nobody has taken it")


class How(models.TextChoices):
    """When a person gets a mail."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, in one mail")
    NEVER = "never", _("Never")


class Alert(models.Model):
    """A thing that waits for somebody since an instant; settled once it waits no longer.

    `person`: it waits for this one alone. `not_for`: the pseudonyms of those who may not do it (invariant 6).
    `by`: who caused it, and gets no mail of it. `taken_by`: who said that they see to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=Kind)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    since = models.DateTimeField()
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="alerts")
    not_for = ArrayField(models.UUIDField(), default=list)
    by = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="taken_alerts")
    taken_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_type", "subject_id", "since"], name="alert_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="alert_kind"),
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None) | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="alert_taken_at_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "subject_type"], condition=Q(settled_at=None), name="alert_open"),
        ]

    def __str__(self) -> str:
        return self.title


class AlertMail(OutboxItem):
    """A mail to one person about one alert, or about a day's (`day`): one a person and day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="alert_mails")
    day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="alert_mail_once_a_day"),
            models.CheckConstraint(condition=Q(status__in=OutboxStatus.values), name="alert_mail_status"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class AlertLine(models.Model):
    """That an alert stands in a mail to a person: in one mail at most, so that nobody is told twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    mail = models.ForeignKey(AlertMail, models.CASCADE, related_name="lines")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="lines")
    user = models.ForeignKey(User, models.CASCADE, related_name="alert_lines")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "user"], name="alert_told_once")]

    def __str__(self) -> str:
        return str(self.alert_id)


class AlertPreference(models.Model):
    """How one person wants to be told of one kind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="alert_preferences")
    kind = models.CharField(max_length=20, choices=Kind)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="alert_preference_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="alert_preference_kind"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="alert_preference_how"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.how}"


class Weekday(models.IntegerChoices):
    """Days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class RotaShift(models.Model):
    """Every week on this day, from one time of the reseller's clocks until another, this person is told first.

    Where `ends` is not after `starts` the shift ends on the next day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("who"), related_name="rota_shifts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["weekday", "starts", "user"], name="rota_shift_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="rota_shift_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}"


class AlertState(models.Model):
    """One row: when alerts were last looked for, the last day with its mails queued, how long the rota is first."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    looked_at = models.DateTimeField(null=True)
    daily_until = models.DateField(null=True)
    wait_minutes = models.PositiveSmallIntegerField(default=15)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="alert_state_one_row"),
            models.CheckConstraint(condition=Q(wait_minutes__lte=1440), name="alert_state_wait"),
        ]

    def __str__(self) -> str:
        return str(self.looked_at)
