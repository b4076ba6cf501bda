"""Filters of the endpoints of people's sessions and tokens."""

from django_filters import rest_framework as filters

from tenants.people.models import ApiToken, SignIn


class SessionFilter(filters.FilterSet):
    """By person, and by how it began."""

    user = filters.UUIDFilter(field_name="user_id")

    class Meta:
        model = SignIn
        fields = ["user", "method"]


class TokenFilter(filters.FilterSet):
    """By person."""

    user = filters.UUIDFilter(field_name="user_id")

    class Meta:
        model = ApiToken
        fields = ["user"]
