"""The mails that carry a link to sign in; secrets go out at once and are never queued."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.people.letterhead import letterhead
from tenants.people.models import Role, User
from tenants.resellers.addresses import absolute


def send_invitation(user: User, secret: str) -> None:
    """Invites a person; the link works once for two weeks."""
    _send(user, secret, kind="invitation", subject=_("You are invited to %s"))


def send_link(user: User, secret: str) -> None:
    """The link somebody asked for at the sign-in page; it works once for an hour."""
    _send(user, secret, kind="sign-in", subject=_("Sign in to %s"))


def announce_roles(user: User, roles: Sequence[Role], giver: User | None, *, upstream: bool = False) -> None:
    """Tells every other administrator that somebody may approve what others did from now on, and who gave them that.

    `upstream`: the upstream named the person, and `giver` only let them in.
    """
    head = letterhead()
    labels = ", ".join(str(role.label) for role in roles)
    link = absolute(reverse("desk-people", urlconf=settings.ROOT_URLCONF))
    context = {**head, "name": head["company"], "user": user, "labels": labels, "giver": giver, "link": link}
    context["upstream"] = upstream
    subject = _("%(name)s is now: %(roles)s") % {"name": user.name or user.email, "roles": labels}
    administrators = User.objects.filter(staff_roles__role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    for administrator in administrators.order_by("email"):
        mail = EmailMultiAlternatives(
            " ".join(subject.split()),
            render_to_string("people/mail/roles.txt", {**context, "person": administrator}),
            to=[administrator.email],
            headers={"X-Proviso-Kind": "roles"},
        )
        mail.attach_alternative(
            render_to_string("people/mail/roles.html", {**context, "person": administrator}), "text/html"
        )
        mail.send()


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
