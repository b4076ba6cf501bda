"""The front door of each host: sends everybody where they belong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenants.customers.models import Membership
from tenants.people.access import SignedInRequest, signed_in
from tenants.people.models import User


def home(request: HttpRequest) -> HttpResponse:
    """Sends staff to the desk, customers to their account, anyone else to the policy in force."""
    if isinstance(request.user, User):
        return redirect(own_home(request.user))
    return redirect("/aup/")


@signed_in
def enter(request: SignedInRequest) -> HttpResponse:
    """Asks who it is, then sends them to their own home; public pages link here without knowing the reader."""
    return redirect(own_home(request.user))


def own_home(user: User) -> str:
    """Return the name of a person's own first page."""
    if user.roles:
        return "desk-home"
    return "my-home" if Membership.objects.filter(user=user, until=None).exists() else "account"
