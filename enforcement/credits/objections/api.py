"""Endpoints of objections to credit statements."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.credits.models import CreditStatement, Objection
from enforcement.credits.objections.actions import answer_objection, file_objection
from enforcement.credits.objections.filters import ObjectionFilter
from enforcement.credits.objections.queries import objections
from enforcement.credits.queries import statements_issued
from tenants.customers.models import Service
from tenants.customers.queries import customers_of
from tenants.people.api import RoomViewSet
from tenants.people.fields import InstantField
from tenants.people.permissions import OWN, Permission


class OwnObjectionSerializer(serializers.ModelSerializer[Objection]):
    """Why a credit statement is contested, and the answer."""

    answer = serializers.CharField(source="answer.words", default=None)
    answered_at = InstantField(source="answer.answered_at", default=None, allow_null=True)

    class Meta:
        model = Objection
        fields = ["id", "number", "statement", "service", "starts_at", "words", "filed_at", "answer", "answered_at"]


class ObjectionSerializer(OwnObjectionSerializer):
    """The same, with who filed and answered it, by pseudonym."""

    answered_by = serializers.UUIDField(source="answer.answered_by", default=None, allow_null=True)

    class Meta(OwnObjectionSerializer.Meta):
        fields = [*OwnObjectionSerializer.Meta.fields, "filed_by", "answered_by"]


class NewObjectionSerializer(serializers.Serializer[Any]):
    """Which statement, of which service and from when the interruption, and why."""

    statement = serializers.PrimaryKeyRelatedField(queryset=CreditStatement.objects.none())
    service = serializers.PrimaryKeyRelatedField(queryset=Service.objects.none(), required=False, allow_null=True)
    starts_at = InstantField(required=False, allow_null=True)
    words = serializers.CharField(max_length=10_000)

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None:
            customers = customers_of(person)
            self.fields["statement"].queryset = statements_issued().filter(customer__in=customers)  # type: ignore[attr-defined]  # a related field
            self.fields["service"].queryset = Service.objects.filter(customer__in=customers)  # type: ignore[attr-defined]  # likewise


class AnswerSerializer(serializers.Serializer[Any]):
    """What the customer is answered."""

    words = serializers.CharField(max_length=10_000)


class ObjectionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Objection]):
    """Objections to credit statements: read and answer them."""

    queryset = objections()
    serializer_class = ObjectionSerializer
    filterset_class = ObjectionFilter
    permissions: ClassVar = {
        "list": Permission.SEE_CREDITS,
        "retrieve": Permission.SEE_CREDITS,
        "answer": answer_objection,
    }

    @extend_schema(request=AnswerSerializer, responses=ObjectionSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answers it, once; the customer is told."""
        asked = AnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        answer_objection(by=self.person, objection=self.get_object(), **asked.validated_data)
        return Response(ObjectionSerializer(objections().get(pk=pk)).data)


class MyObjectionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[Objection]):
    """The objections of the customers that the signed-in person acts for."""

    queryset = objections()
    serializer_class = OwnObjectionSerializer
    filterset_fields: ClassVar = ["statement"]
    permissions: ClassVar = {"list": OWN, "retrieve": OWN, "create": OWN}

    def get_queryset(self) -> QuerySet[Objection]:
        """Only one's own customers'."""
        found = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return found.none()
        return found.filter(statement__customer__in=customers_of(self.person))

    @extend_schema(request=NewObjectionSerializer, responses={201: OwnObjectionSerializer})
    def create(self, request: Request) -> Response:
        """Contests a statement; nothing moves by itself."""
        asked = NewObjectionSerializer(data=request.data, person=self.person)
        asked.is_valid(raise_exception=True)
        made = file_objection(by=self.person, **asked.validated_data)
        return Response(OwnObjectionSerializer(made).data, status=201)


routes = [("credit-objections", ObjectionViewSet), ("my-credit-objections", MyObjectionViewSet)]
