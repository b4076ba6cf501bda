"""Endpoints of one's own account and of people's sessions and tokens."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.ledger import clock
from tenants.people.filters import SessionFilter, TokenFilter
from tenants.people.models import ApiToken, SignIn, User
from tenants.people.own_account import ask_for_address, set_password
from tenants.people.permissions import Permission
from tenants.people.room_api import RoomViewSet
from tenants.people.rules import LONGEST_PASSWORD
from tenants.people.sessions import end_other_sessions, end_session, end_session_of, open_sessions
from tenants.people.sign_in import keep_session, this_session
from tenants.people.tokens import revoke_token_of, standing_tokens


class AccountSerializer(serializers.ModelSerializer[User]):
    """Who asks."""

    roles = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "pseudonym", "name", "email", "roles"]

    def get_roles(self, user: User) -> list[str]:
        """The roles held now."""
        return sorted(user.roles)


class NewPasswordSerializer(serializers.Serializer[Any]):
    """A new password, and the old one of whoever has one."""

    password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False)
    old = serializers.CharField(
        max_length=LONGEST_PASSWORD, trim_whitespace=False, required=False, default="", allow_blank=True
    )


class NewAddressSerializer(serializers.Serializer[Any]):
    """Another mail address, and the password of whoever has one."""

    email = serializers.EmailField(max_length=254)
    old = serializers.CharField(
        max_length=LONGEST_PASSWORD, trim_whitespace=False, required=False, default="", allow_blank=True
    )


class AccountViewSet(RoomViewSet[User]):
    """One's own account; for the signed-in person, never for a token."""

    queryset = User.objects.none()
    serializer_class = AccountSerializer
    pagination_class = None
    filter_backends = ()
    permissions = {"list": None, "password": None, "address": None}

    @extend_schema(responses=AccountSerializer, operation_id="account_retrieve")
    def list(self, request: Request) -> Response:
        """Who asks, with their roles."""
        return Response(AccountSerializer(self.person).data)

    @extend_schema(request=NewPasswordSerializer, responses={204: None})
    @action(detail=False, methods=["post"])
    def password(self, request: Request) -> Response:
        """Sets the password; every other session and every token ends."""
        asked = NewPasswordSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        set_password(by=self.person, **asked.validated_data, keep=this_session(request))
        keep_session(request, self.person)
        return Response(status=204)

    @extend_schema(request=NewAddressSerializer, responses={202: None})
    @action(detail=False, methods=["post"])
    def address(self, request: Request) -> Response:
        """Mails a link to the new address, which becomes the person's once it is opened there."""
        asked = NewAddressSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        ask_for_address(by=self.person, email=said["email"], password=said["old"])
        return Response(status=202)


class SessionSerializer(serializers.ModelSerializer[SignIn]):
    """A session that is open."""

    class Meta:
        model = SignIn
        fields = ["id", "user", "browser", "method", "began_at"]


class SessionViewSet(mixins.ListModelMixin, RoomViewSet[SignIn]):
    """One's own sessions; ended by the signed-in person, never by a token."""

    queryset = open_sessions()
    serializer_class = SessionSerializer
    filterset_fields = ["method"]
    permissions = {"list": None, "destroy": None, "end_others": None}

    def get_queryset(self) -> QuerySet[SignIn]:
        """Only one's own."""
        return open_sessions().filter(user=self.person)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Ends it at once."""
        end_session(by=self.person, session=self.get_object())
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=False, methods=["post"], url_path="end-others")
    def end_others(self, request: Request) -> Response:
        """Ends all but the one that asks."""
        end_other_sessions(by=self.person, keep=this_session(request))
        keep_session(request, self.person)
        return Response(status=204)


class PeopleSessionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[SignIn]):
    """Everybody's open sessions, for administrators."""

    queryset = open_sessions()
    serializer_class = SessionSerializer
    filterset_class = SessionFilter
    permissions = {"list": Permission.MANAGE_PEOPLE, "retrieve": Permission.MANAGE_PEOPLE, "destroy": end_session_of}

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Ends it at once."""
        end_session_of(by=self.person, session=self.get_object())
        return Response(status=204)


class PeopleTokenSerializer(serializers.ModelSerializer[ApiToken]):
    """Somebody's token, without its secret."""

    class Meta:
        model = ApiToken
        fields = ["id", "user", "name", "scopes", "created_at", "expires_at"]


class PeopleTokenViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RoomViewSet[ApiToken]):
    """Everybody's tokens that work, for administrators."""

    queryset = ApiToken.objects.none()
    serializer_class = PeopleTokenSerializer
    filterset_class = TokenFilter
    permissions = {"list": Permission.MANAGE_PEOPLE, "retrieve": Permission.MANAGE_PEOPLE, "destroy": revoke_token_of}

    def get_queryset(self) -> QuerySet[ApiToken]:
        """Those that work now."""
        return standing_tokens(at=clock.now())

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Ends it at once."""
        revoke_token_of(by=self.person, token=self.get_object())
        return Response(status=204)


routes = [
    ("account", AccountViewSet),
    ("sessions", SessionViewSet),
    ("people-sessions", PeopleSessionViewSet),
    ("people-tokens", PeopleTokenViewSet),
]
