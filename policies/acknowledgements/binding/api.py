"""Endpoint of what bound a customer at an instant, and on what evidence."""

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.binding.queries import what_bound
from policies.acknowledgements.binding.serializers import BindingSerializer
from policies.acknowledgements.parameters import instant_asked
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission


class BindingViewSet(RoomViewSet[Any]):
    """What bound a customer at an instant, and on what evidence."""

    permissions: ClassVar = {"retrieve": Permission.SEE_CUSTOMERS}
    queryset = Customer.objects.all()
    serializer_class = BindingSerializer
    filter_backends = ()

    @extend_schema(
        parameters=[OpenApiParameter("at", OpenApiTypes.DATETIME, description="The instant; now without it.")]
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """The version, digest, agreement and evidence at the instant of `?at=` (default: now)."""
        customer = self.get_object()
        del pk
        at = instant_asked(request.query_params.get("at", ""), clock.now())
        return Response(BindingSerializer(what_bound(customer=customer, at=at)).data)
