"""Forms of the sign-in pages and of the desk's pages about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.people.models import Role, User
from tenants.people.permissions import OWN, OWN_LABEL, Permission, permissions_of
from tenants.people.rules import LONGEST_PASSWORD, TOKEN_DAYS, TOKEN_LIVES


class SignInForm(forms.Form):
    """Address and password; without a password a link is mailed."""

    email = forms.EmailField(label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Leave it empty and we mail you a link that signs you in."),
    )


class OldPasswordForm(forms.Form):
    """Asks whoever has a password for it."""

    old = forms.CharField(
        label=_("Password now"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["old"]


class PasswordForm(OldPasswordForm):
    """A new password, typed once and shown by the browser if asked."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters; any will do. What many people use, or what only repeats or counts on, is refused."
        ),
    )


class AddressForm(OldPasswordForm):
    """Another mail address."""

    email = forms.EmailField(
        label=_("New mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ReasonForm(forms.Form):
    """Why somebody is deactivated, or let in again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Kept in the ledger.")
    )


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Mail address"))
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in Role if role is not Role.OPERATOR],
        widget=forms.CheckboxSelectMultiple,
    )


class TokenForm(forms.Form):
    """A token's purpose and scopes, offered only as far as the person's own permissions go."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(label=_("Scopes"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("Works for"), coerce=int, choices=[(n, _("%d days") % n) for n in TOKEN_LIVES], initial=TOKEN_DAYS
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = permissions_of(user)
        self.fields["scopes"].choices = [(p.value, p.label) for p in Permission if p in held] + [(OWN, OWN_LABEL)]  # type: ignore[attr-defined]  # a choice field
