"""Endpoints of how each customer and each person stands to a version."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.chosen import chosen_version
from policies.acknowledgements.filters import CustomerStandingFilter, PersonStandingFilter
from policies.acknowledgements.standings import (
    Row,
    State,
    customers_standing,
    people_standing,
    rows_of_customers,
    rows_of_people,
)
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Membership
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class StandingSerializer(serializers.Serializer[Row]):
    """A story with a version: told, shown, acknowledged, declined or missing."""

    customer = serializers.UUIDField(source="customer.pk")
    customer_reference = serializers.CharField(source="customer.reference")
    state = serializers.ChoiceField(choices=State.choices)
    told_at = serializers.DateTimeField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True, help_text="When a notice about it was first opened.")
    viewed_at = serializers.DateTimeField(allow_null=True, help_text="When the words were first shown.")
    acknowledgement = serializers.UUIDField(source="acknowledgement.pk", default=None)
    acknowledged_at = serializers.DateTimeField(source="acknowledgement.at", default=None)
    acknowledged_version = serializers.IntegerField(source="acknowledgement.version.number", default=None)
    edition_language = serializers.CharField(source="acknowledgement.edition_language", default=None)
    method = serializers.CharField(source="acknowledgement.method", default=None)
    decline = serializers.UUIDField(source="decline.pk", default=None)
    declined_at = serializers.DateTimeField(source="decline.at", default=None)


class CustomerStandingSerializer(StandingSerializer):
    """A customer's story; only what a representative did counts for its state."""

    readers = serializers.IntegerField(help_text="People who acknowledged, in whichever capacity.")


class PersonStandingSerializer(StandingSerializer):
    """A person's story, by pseudonym."""

    person = serializers.UUIDField(source="membership.user.pseudonym")
    capacity = serializers.CharField(source="membership.capacity")


class _Standings(RoomViewSet[Any]):
    """A page of stories about the version of `?version=`, else the one in force."""

    permissions: ClassVar = {"list": Permission.SEE_CUSTOMERS}
    rows_of: ClassVar[Callable[..., list[Row]]]

    def standing(self, version: PolicyVersion) -> Any:
        """Whom the version is about."""
        raise NotImplementedError

    def answer(self, request: Request) -> Response:
        """The page asked for."""
        self.at = clock.now()
        version = chosen_version(request.query_params.get("version", ""), at=self.at)
        if version is None:
            raise Http404
        page = self.paginate_queryset(self.filter_queryset(self.standing(version)))
        rows = type(self).rows_of(list(page or []), version=version, at=self.at)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class CoverageViewSet(_Standings):
    """How each customer that a version binds stands to it."""

    queryset = Customer.objects.none()
    serializer_class = CustomerStandingSerializer
    filterset_class = CustomerStandingFilter
    rows_of = staticmethod(rows_of_customers)

    def standing(self, version: PolicyVersion) -> Any:
        """The customers with an agreement now."""
        return customers_standing(version=version, at=self.at)

    @extend_schema(responses=CustomerStandingSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Who was told and shown, acknowledged, declined, or is missing."""
        return self.answer(request)


class PersonCoverageViewSet(_Standings):
    """How each person who acts for a customer stands to a version."""

    queryset = Membership.objects.none()
    serializer_class = PersonStandingSerializer
    filterset_class = PersonStandingFilter
    rows_of = staticmethod(rows_of_people)

    def standing(self, version: PolicyVersion) -> Any:
        """Who acts for a customer with an agreement now."""
        return people_standing(version=version, at=self.at)

    @extend_schema(responses=PersonStandingSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Who was told and shown, acknowledged, declined, or is missing."""
        return self.answer(request)
