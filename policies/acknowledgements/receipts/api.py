"""Endpoint that checks receipts."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from policies.acknowledgements.receipts.verification import verify_receipt
from tenants.people.api import RoomViewSet
from tenants.resellers.refusals import Refused


class ReceiptSerializer(serializers.Serializer[Any]):
    """A receipt to be checked: a compact JWS."""

    receipt = serializers.CharField(max_length=8000)


class VerdictSerializer(serializers.Serializer[Any]):
    """What a good receipt says."""

    valid = serializers.BooleanField()
    sentence = serializers.CharField()
    claims = serializers.DictField()
    version_known = serializers.BooleanField(help_text="Whether a posted version has that number and digest.")
    kept = serializers.BooleanField(help_text="Whether this portal still holds that acknowledgement.")


class ReceiptViewSet(RoomViewSet[Any]):
    """Checking receipts; open to anyone, as the page is."""

    permissions: ClassVar = {"verify": None}
    authentication_classes = ()
    permission_classes = (AllowAny,)
    serializer_class = ReceiptSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(request=ReceiptSerializer, responses={200: VerdictSerializer}, auth=[])
    @action(detail=False, methods=["post"])
    def verify(self, request: Request) -> Response:
        """Says what a receipt states; 422 (`receipt_invalid`) for one that was not signed here or was changed."""
        sent = ReceiptSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        verdict = verify_receipt("".join(sent.validated_data["receipt"].split()))
        if not verdict.valid:
            raise Refused("receipt_invalid", verdict.sentence, status=422)
        return Response(
            {
                "valid": True,
                "sentence": verdict.sentence,
                "claims": verdict.claims,
                "version_known": verdict.version is not None,
                "kept": verdict.kept,
            }
        )
