"""How the API tells and takes interruptions and alerts."""

from typing import Any

from rest_framework import serializers

from enforcement.cases.models import Determination
from enforcement.credits.models import Interruption, MonitoringAlert
from tenants.customers.models import Service
from tenants.people.fields import InstantField


class InterruptionSerializer(serializers.ModelSerializer[Interruption]):
    """An interruption of a service; `determination` names the violation that caused it, if staff found one.

    One that was withdrawn or corrected counts no more; a correction `replaces` it.
    """

    determination = serializers.UUIDField(source="cause_found.determination_id", default=None)
    withdrawn_at = InstantField(source="withdrawal.withdrawn_at", default=None, allow_null=True)
    replaced_by = serializers.UUIDField(source="replaced_by.pk", default=None, allow_null=True)

    class Meta:
        model = Interruption
        fields = [
            "id",
            "service",
            "reference",
            "starts_at",
            "ends_at",
            "cause",
            "recorded_at",
            "determination",
            "withdrawn_at",
            "replaces",
            "replaced_by",
        ]


class NewInterruptionSerializer(serializers.Serializer[Any]):
    """An interruption of a service under your own reference; without `ends_at` it goes on."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    reference = serializers.CharField(max_length=80)
    starts_at = InstantField()
    ends_at = InstantField(required=False, allow_null=True, default=None)
    cause = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class EndSerializer(serializers.Serializer[Any]):
    """When it ended."""

    ends_at = InstantField()


class CorrectionSerializer(serializers.Serializer[Any]):
    """How it was instead, and why; what is left out stays as it is recorded."""

    starts_at = InstantField(required=False)
    ends_at = InstantField(required=False, allow_null=True)
    cause = serializers.CharField(max_length=200, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=1000)


class WithdrawSerializer(serializers.Serializer[Any]):
    """Why it is withdrawn."""

    reason = serializers.CharField(max_length=1000)


class CauseSerializer(serializers.Serializer[Any]):
    """Which determined violation caused it."""

    determination = serializers.PrimaryKeyRelatedField(queryset=Determination.objects.all())


class CandidateSerializer(serializers.ModelSerializer[Determination]):
    """A determination that can have caused it; `likely`: of its customer, whose act went on when it began."""

    case = serializers.CharField(source="case.__str__")
    likely = serializers.BooleanField(default=False)

    class Meta:
        model = Determination
        fields = ["id", "case", "customer", "service", "act_started_at", "act_ended_at", "decided_at", "likely"]


class InterruptionsImportedSerializer(serializers.Serializer[Any]):
    """What the import did."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    ended = serializers.IntegerField()
    saved = serializers.BooleanField()


class AlertmanagerSerializer(serializers.Serializer[Any]):
    """A delivery of Alertmanager's webhook, as it sends it."""

    version = serializers.CharField(help_text="Always 4.")
    alerts = serializers.ListField(
        child=serializers.DictField(),
        help_text="At most 1,000, each with status, labels, startsAt, endsAt and fingerprint.",
    )


class RefusedAlertSerializer(serializers.Serializer[Any]):
    """An alert that was not taken: its place in the delivery, counted from 0, and why."""

    index = serializers.IntegerField()
    code = serializers.CharField()
    sentence = serializers.CharField()


class DeliveredSerializer(serializers.Serializer[Any]):
    """What a delivery came to; `unmatched` name no service that is known, and wait for staff."""

    taken = serializers.IntegerField()
    unmatched = serializers.IntegerField()
    refused = RefusedAlertSerializer(many=True)


class MonitoringAlertSerializer(serializers.ModelSerializer[MonitoringAlert]):
    """What monitoring reported under one fingerprint and start; `interruption` is what it made."""

    class Meta:
        model = MonitoringAlert
        fields = [
            "id",
            "fingerprint",
            "name",
            "labels",
            "starts_at",
            "ends_at",
            "received_at",
            "heard_at",
            "interruption",
            "set_aside_at",
        ]


class MatchSerializer(serializers.Serializer[Any]):
    """Which service it is about; with `remember` its name means that service from now on."""

    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.all())
    remember = serializers.BooleanField(default=False)


class SetAsideSerializer(serializers.Serializer[Any]):
    """With `remember` everything of that name is about no service of a customer."""

    remember = serializers.BooleanField(default=False)
