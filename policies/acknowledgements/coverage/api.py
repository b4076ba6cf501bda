"""Endpoints of coverage: how each customer and each person answered a version."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.coverage.filters import CustomerCoverageFilter, PersonCoverageFilter
from policies.acknowledgements.coverage.queries import (
    Coverage,
    CoverageState,
    coverage_of_customers,
    coverage_of_people,
    customers_with_state,
    people_with_state,
)
from policies.acknowledgements.parameters import version_asked
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer, Membership
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class _CoverageSerializer(serializers.Serializer[Coverage]):
    """What happened about a version: told, shown, acknowledged, declined or missing."""

    customer = serializers.UUIDField(source="customer.pk")
    customer_reference = serializers.CharField(source="customer.reference")
    state = serializers.ChoiceField(choices=CoverageState.choices)
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


class CustomerCoverageSerializer(_CoverageSerializer):
    """A customer's coverage; only what a representative did counts for its state."""

    readers = serializers.IntegerField(help_text="People who acknowledged, in whichever capacity.")


class PersonCoverageSerializer(_CoverageSerializer):
    """A person's coverage, by pseudonym."""

    person = serializers.UUIDField(source="membership.user.pseudonym")
    capacity = serializers.CharField(source="membership.capacity")


class _CoverageViewSet(RoomViewSet[Any]):
    """A page of coverage of the version of `?version=`, else the one in force."""

    permissions: ClassVar = {"list": Permission.SEE_CUSTOMERS}
    coverage_of: ClassVar[Callable[..., list[Coverage]]]

    def bound_by(self, version: PolicyVersion) -> Any:
        """Whom the version is about."""
        raise NotImplementedError

    def answer(self, request: Request) -> Response:
        """The page asked for."""
        self.at = clock.now()
        version = version_asked(request.query_params.get("version", ""), at=self.at)
        if version is None:
            raise Http404
        page = self.paginate_queryset(self.filter_queryset(self.bound_by(version)))
        rows = type(self).coverage_of(list(page or []), version=version, at=self.at)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class CoverageViewSet(_CoverageViewSet):
    """Coverage of a version among the customers it binds."""

    queryset = Customer.objects.none()
    serializer_class = CustomerCoverageSerializer
    filterset_class = CustomerCoverageFilter
    coverage_of = staticmethod(coverage_of_customers)

    def bound_by(self, version: PolicyVersion) -> Any:
        """The customers with an agreement now."""
        return customers_with_state(version=version, at=self.at)

    @extend_schema(responses=CustomerCoverageSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Who was told and shown, acknowledged, declined, or is missing."""
        return self.answer(request)


class PersonCoverageViewSet(_CoverageViewSet):
    """Coverage of a version among the people who act for a customer."""

    queryset = Membership.objects.none()
    serializer_class = PersonCoverageSerializer
    filterset_class = PersonCoverageFilter
    coverage_of = staticmethod(coverage_of_people)

    def bound_by(self, version: PolicyVersion) -> Any:
        """Who acts for a customer with an agreement now."""
        return people_with_state(version=version, at=self.at)

    @extend_schema(responses=PersonCoverageSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Who was told and shown, acknowledged, declined, or is missing."""
        return self.answer(request)
