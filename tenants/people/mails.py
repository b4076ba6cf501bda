"""The mails that carry a link to sign in; secrets go out at once and are never queued."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.people.letterhead import letterhead
from tenants.people.models import User
from tenants.resellers.addresses import absolute


def send_invitation(user: User, secret: str) -> None:
    """Invites a person; the link works once for two weeks."""
    _send(user, secret, kind="invitation", subject=_("You are invited to %s"))


def send_link(user: User, secret: str) -> None:
    """The link somebody asked for at the sign-in page; it works once for an hour."""
    _send(user, secret, kind="sign-in", subject=_("Sign in to %s"))


def _send(user: User, secret: str, *, kind: str, subject: str) -> None:
    head = letterhead()
    name = head["company"]
    link = absolute(reverse("sign-in-link", args=[secret]))
    context = {**head, "person": user, "name": name, "link": link, "kind": kind}
    mail = EmailMultiAlternatives(
        subject % name,
        render_to_string("people/mail/link.txt", context),
        to=[user.email],
        headers={"X-Proviso-Kind": kind},
    )
    mail.attach_alternative(render_to_string("people/mail/link.html", context), "text/html")
    mail.send()
