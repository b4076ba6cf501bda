"""Endpoints: what waits for whoever asks, how they are told, and the rota."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.alerts.actions import choose_alerts, remove_shift, save_shift, set_wait, take_alert
from tenants.alerts.actions.rota import LONGEST_WAIT
from tenants.alerts.filters import AlertFilter
from tenants.alerts.models import Alert, How, Kind, RotaShift, Weekday
from tenants.alerts.queries import preferences_of, shifts, state, waiting_for
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class AlertSerializer(serializers.ModelSerializer[Alert]):
    """What waits, since when, and the page on which it is done."""

    class Meta:
        model = Alert
        fields = [
            "id",
            "kind",
            "subject_type",
            "subject_id",
            "title",
            "path",
            "urgent",
            "since",
            "raised_at",
            "taken_by",
            "taken_at",
        ]


class AlertPreferenceSerializer(serializers.Serializer[Any]):
    """How one is told of one kind."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    how = serializers.ChoiceField(choices=How.choices)


class ShiftSerializer(serializers.ModelSerializer[RotaShift]):
    """A weekly shift; times are by the reseller's clocks, `ends` not after `starts` is one of the next day."""

    class Meta:
        model = RotaShift
        fields = ["id", "weekday", "starts", "ends", "user"]
        validators: ClassVar[list[Any]] = []  # the verb refuses a shift that is there


class WaitSerializer(serializers.Serializer[Any]):
    """How many minutes only who is on the rota is told."""

    minutes = serializers.IntegerField(min_value=0, max_value=LONGEST_WAIT)


class AlertViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Alert]):
    """What waits for whoever asks: read, and say that one sees to it."""

    queryset = Alert.objects.none()
    serializer_class = AlertSerializer
    filterset_class = AlertFilter
    permissions: ClassVar = {"list": take_alert, "retrieve": take_alert, "take": take_alert}

    def get_queryset(self) -> QuerySet[Alert]:
        """The urgent first, then the oldest."""
        return waiting_for(self.person)

    @extend_schema(request=None, responses=AlertSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        """Says that one sees to it: nobody else is mailed about it any more."""
        return Response(AlertSerializer(take_alert(by=self.person, alert=self.get_object())).data)


class AlertPreferenceViewSet(RoomViewSet[Alert]):
    """How whoever asks is told."""

    queryset = Alert.objects.none()
    permissions: ClassVar = {"list": take_alert, "create": take_alert}

    def _kept(self) -> Response:
        rows = [{"kind": kind, "how": how} for kind, how in preferences_of(self.person).items()]
        return Response(AlertPreferenceSerializer(rows, many=True).data)

    @extend_schema(responses=AlertPreferenceSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Of each kind that may wait for them."""
        return self._kept()

    @extend_schema(request=AlertPreferenceSerializer(many=True), responses={200: AlertPreferenceSerializer(many=True)})
    def create(self, request: Request) -> Response:
        """Keeps how they want to be told of the named kinds."""
        form: serializers.ListSerializer[Any] = serializers.ListSerializer(
            child=AlertPreferenceSerializer(), data=request.data, max_length=len(Kind), allow_empty=False
        )
        form.is_valid(raise_exception=True)
        choose_alerts(by=self.person, chosen={Kind(one["kind"]): How(one["how"]) for one in form.validated_data})
        return self._kept()


class RotaViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[RotaShift]):
    """The rota: its shifts, and how long only who is on it is told."""

    queryset = shifts()
    serializer_class = ShiftSerializer
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": save_shift,
        "partial_update": save_shift,
        "destroy": remove_shift,
        "wait": Permission.SEE_CASES,
        "set_wait": set_wait,
    }

    @extend_schema(responses={201: ShiftSerializer})
    def create(self, request: Request) -> Response:
        """One more shift."""
        form = ShiftSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = dict(form.validated_data)
        made = save_shift(by=self.person, **said | {"weekday": Weekday(said["weekday"])})
        return Response(ShiftSerializer(made).data, status=status.HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Changes a shift."""
        found = self.get_object()
        form = ShiftSerializer(found, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        named = ("weekday", "starts", "ends", "user")
        said = {name: form.validated_data.get(name, getattr(found, name)) for name in named}
        kept = save_shift(by=self.person, shift=found, **said | {"weekday": Weekday(said["weekday"])})
        return Response(ShiftSerializer(kept).data)

    def destroy(self, request: Request, pk: str) -> Response:
        """Takes a shift out."""
        remove_shift(by=self.person, shift=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=WaitSerializer, filters=False)
    @action(detail=False, methods=["get"], pagination_class=None)
    def wait(self, request: Request) -> Response:
        """How long only who is on the rota is told."""
        return Response({"minutes": state().wait_minutes})

    @extend_schema(request=WaitSerializer, responses=WaitSerializer)
    @wait.mapping.put
    def set_wait(self, request: Request) -> Response:
        """Sets it."""
        form = WaitSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        set_wait(by=self.person, minutes=form.validated_data["minutes"])
        return Response(form.validated_data)


routes = [("alerts", AlertViewSet), ("alert-preferences", AlertPreferenceViewSet), ("rota", RotaViewSet)]
