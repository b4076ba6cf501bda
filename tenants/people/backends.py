"""Signs people in by mail address and password, in the tenant of the host they came to."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tenants.people.models import User


class EmailBackend(BaseBackend):
    """Password check without telling whether the address exists."""

    def authenticate(
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Returns the person, or None; an unknown address costs as much time as a wrong password."""
        if email is None or password is None:
            return None
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        """Returns the person behind a session, if still active."""
        return User.objects.filter(pk=user_id, is_active=True).first()
