"""Endpoints about people, tokens and the reseller's settings."""

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.ledger import clock
from tenants.people.account_api import routes as account
from tenants.people.actions import invite_person, take_role
from tenants.people.fields import InstantField
from tenants.people.leaving import deactivate_person, reactivate_person
from tenants.people.logo_image import MAX_BYTES
from tenants.people.logos import remove_logo, set_logo
from tenants.people.models import ApiToken, Role, User
from tenants.people.permissions import OWN, OWN_LABEL, Permission
from tenants.people.resellers import change_settings
from tenants.people.reviewers.api import routes as reviewers
from tenants.people.room_api import Permissions, RoomViewSet
from tenants.people.settings import SETTINGS, zones
from tenants.people.tokens import create_token, revoke_token, standing_tokens
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller

__all__ = ["Permissions", "RoomViewSet", "routes"]

STAFF_ROLES = [(role.value, role.label) for role in Role if role is not Role.OPERATOR]


class PersonSerializer(serializers.ModelSerializer[User]):
    """A member of staff."""

    roles = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "pseudonym", "name", "email", "is_active", "roles"]

    def get_roles(self, user: User) -> list[str]:
        """The roles held now."""
        return sorted(user.roles)


class InvitationSerializer(serializers.Serializer[Any]):
    """Whom to invite, as what."""

    name = serializers.CharField(max_length=150)
    email = serializers.EmailField()
    roles = serializers.MultipleChoiceField(choices=STAFF_ROLES, allow_empty=False)


class RoleSerializer(serializers.Serializer[Any]):
    """One role to take away."""

    role = serializers.ChoiceField(choices=STAFF_ROLES)


class LeavingReasonSerializer(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=500)


class PeopleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[User]):
    """Who works here, with which roles, and who is deactivated; a customer's person is found by their id."""

    queryset = User.objects.order_by("name", "id")
    serializer_class = PersonSerializer
    filterset_fields = ["email", "staff_roles__role", "is_active"]
    permissions = {
        "list": Permission.MANAGE_PEOPLE,
        "retrieve": Permission.MANAGE_PEOPLE,
        "create": invite_person,
        "take_role": take_role,
        "deactivate": deactivate_person,
        "reactivate": reactivate_person,
    }

    def get_queryset(self) -> Any:
        """A list names staff and whoever is deactivated."""
        rows = super().get_queryset()
        listed = Q(staff_roles__isnull=False) | Q(is_active=False)
        return rows.filter(listed).distinct() if self.action == "list" else rows

    @extend_schema(request=InvitationSerializer, responses={201: PersonSerializer})
    def create(self, request: Request) -> Response:
        """Invites a person; a link to sign in is mailed."""
        asked = InvitationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        user = invite_person(
            by=self.person,
            email=asked.validated_data["email"],
            name=asked.validated_data["name"],
            roles=[Role(role) for role in asked.validated_data["roles"]],
        )
        return Response(PersonSerializer(user).data, status=201)

    @extend_schema(request=RoleSerializer, responses=PersonSerializer)
    @action(detail=True, methods=["post"], url_path="take-role")
    def take_role(self, request: Request, pk: str) -> Response:
        """Takes one role away."""
        asked = RoleSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        user = self.get_object()
        take_role(by=self.person, user=user, role=Role(asked.validated_data["role"]))
        return Response(PersonSerializer(User.objects.get(pk=user.pk)).data)

    @extend_schema(request=LeavingReasonSerializer, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, pk: str) -> Response:
        """Ends everything that the person has here, for good."""
        asked = LeavingReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        user = deactivate_person(by=self.person, user=self.get_object(), reason=asked.validated_data["reason"])
        return Response(PersonSerializer(user).data)

    @extend_schema(request=LeavingReasonSerializer, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def reactivate(self, request: Request, pk: str) -> Response:
        """Lets the person sign in again, with nothing of what ended."""
        asked = LeavingReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        user = reactivate_person(by=self.person, user=self.get_object(), reason=asked.validated_data["reason"])
        return Response(PersonSerializer(user).data)


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token, without its secret."""

    class Meta:
        model = ApiToken
        fields = ["id", "name", "scopes", "created_at", "expires_at"]


class NewTokenSerializer(serializers.Serializer[Any]):
    """What a new token is for and may do."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.MultipleChoiceField(choices=[*Permission.choices, (OWN, OWN_LABEL)], allow_empty=False)
    expires_at = InstantField(required=False, allow_null=True, default=None)


class MadeTokenSerializer(TokenSerializer):
    """A new token with its secret, this once."""

    secret = serializers.CharField()

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]


class TokenViewSet(mixins.ListModelMixin, RoomViewSet[ApiToken]):
    """One's own tokens; made and ended by the signed-in person, never by another token."""

    queryset = ApiToken.objects.none()
    serializer_class = TokenSerializer
    permissions = {"list": None, "create": None, "destroy": None}

    def get_queryset(self) -> Any:
        """Only one's own."""
        return standing_tokens(at=clock.now()).filter(user=self.person)

    @extend_schema(request=NewTokenSerializer, responses={201: MadeTokenSerializer})
    def create(self, request: Request) -> Response:
        """Makes a token; the answer is the only place its secret is shown."""
        asked = NewTokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, secret = create_token(
            by=self.person,
            name=asked.validated_data["name"],
            scopes=asked.validated_data["scopes"],
            expires_at=asked.validated_data["expires_at"],
        )
        return Response({**TokenSerializer(token).data, "secret": secret}, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Ends the token at once."""
        revoke_token(by=self.person, token=self.get_object())
        return Response(status=204)


class SettingsSerializer(serializers.ModelSerializer[Reseller]):
    """What the reseller declares about itself."""

    timezone = serializers.ChoiceField(choices=zones())
    logo = serializers.DictField(read_only=True, help_text="Its id, width, height and plate; empty without one.")

    class Meta:
        model = Reseller
        fields = [*SETTINGS, "logo"]


class LogoFile(serializers.Serializer[Any]):
    """A PNG, JPEG or WebP file of at most 2 MB."""

    file = serializers.FileField()


class SettingsViewSet(RoomViewSet[Reseller]):
    """The reseller's own settings: one document, read and changed."""

    queryset = Reseller.objects.none()
    serializer_class = SettingsSerializer
    pagination_class = None
    filter_backends = ()
    permissions = {
        "list": Permission.MANAGE_SETTINGS,
        "change": change_settings,
        "logo": set_logo,
        "remove_logo": remove_logo,
    }

    @extend_schema(responses=SettingsSerializer, operation_id="settings_retrieve")
    def list(self, request: Request) -> Response:
        """The settings as they are."""
        return Response(SettingsSerializer(connection.tenant).data)

    @extend_schema(request=SettingsSerializer(partial=True), responses=SettingsSerializer)
    @action(detail=False, methods=["post"])
    def change(self, request: Request) -> Response:
        """Changes the named settings; the ledger keeps old and new."""
        asked = SettingsSerializer(connection.tenant, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        changed = change_settings(by=self.person, reseller=connection.tenant, **asked.validated_data)
        return Response(SettingsSerializer(changed).data)

    @extend_schema(request={"multipart/form-data": LogoFile}, responses=SettingsSerializer)
    @action(detail=False, methods=["post"])
    def logo(self, request: Request) -> Response:
        """Shows a PNG, JPEG or WebP picture in place of the name."""
        sent = LogoFile(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data["file"].read(MAX_BYTES + 1)
        return Response(SettingsSerializer(set_logo(by=self.person, reseller=connection.tenant, data=data)).data)

    @extend_schema(request=None, responses=SettingsSerializer)
    @logo.mapping.delete
    def remove_logo(self, _request: Request) -> Response:
        """Shows the name again."""
        return Response(SettingsSerializer(remove_logo(by=self.person, reseller=connection.tenant)).data)


routes = [("people", PeopleViewSet), ("tokens", TokenViewSet), ("settings", SettingsViewSet), *account, *reviewers]
