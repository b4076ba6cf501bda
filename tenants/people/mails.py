"""The mails about an account: queued in the verb's transaction, written and sent by a worker, with any link made then.

No request writes a mail, finds out whose an address is, or waits for a mail server: all of them cost the same.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tenants.ledger import clock
from tenants.outbox.actions import send_due
from tenants.outbox.queries import Outbox, waits
from tenants.outbox.rules import AttemptResult
from tenants.people.letterhead import letterhead
from tenants.people.links import INVITATION_VALID_FOR, VALID_FOR, create_link
from tenants.people.models import AccountMail, AddressChange, LinkRequest, MailKind, Role, User
from tenants.resellers.addresses import absolute, host_of
from tenants.resellers.current import connection
from tenants.resellers.models import Status
from tenants.resellers.signing import new_secret
from tenants.resellers.waking import wake


def _mails() -> QuerySet[AccountMail]:
    return AccountMail.objects.all()


MAILS: Final = Outbox(items=_mails, related=("user",))
#: How many requests for a link are looked at in one transaction.
_AT_ONCE: Final = 200


def queue_mail(
    kind: MailKind, user: User, *, at: dt.datetime, address: str = "", facts: dict[str, Any] | None = None
) -> AccountMail:
    """Leaves a mail to a worker, in the transaction of whatever it tells of; `at` is its instant (UTC)."""
    made = AccountMail.objects.create(
        kind=kind, user=user, address=address, facts=facts or {}, queued_at=at, next_attempt_at=at
    )
    wake_sender()
    return made


def wake_sender() -> None:
    """Wakes the worker once the transaction is committed; where it cannot work yet, the sweep finds the mail."""
    if connection.schema_name == "public":
        wake("tenants.people.tasks.send_operators_mails")
    elif getattr(connection.tenant, "status", Status.ACTIVE) != Status.PROVISIONING:
        wake("tenants.people.tasks.send_mails")


def announce_roles(
    user: User, roles: Sequence[Role], giver: User | None, *, at: dt.datetime, upstream: bool = False
) -> None:
    """Tells every other administrator that somebody may approve what others did from now on, and who gave them that.

    `upstream`: the upstream named the person, and `giver` only let them in.
    """
    facts = {
        "person": str(user.pseudonym),
        "roles": [str(role) for role in roles],
        "giver": str(giver.pseudonym) if giver else None,
        "upstream": upstream,
    }
    administrators = User.objects.filter(staff_roles__role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    for administrator in administrators.order_by("email"):
        queue_mail(MailKind.ROLES, administrator, at=at, facts=facts)


def anything_waits() -> bool:
    """Returns whether a link was asked for that nobody looked at, or a mail is due."""
    return LinkRequest.objects.exists() or waits(MAILS)


def send_mails() -> int:
    """Answers whoever asked for a link and sends every mail that is due; returns how many the server took."""
    while _answer_requests():
        pass
    return send_due(MAILS, _send)


@transaction.atomic
def _answer_requests() -> int:
    """Queues a link for each address that is somebody's here and forgets every request; returns how many there were."""
    asked = list(LinkRequest.objects.select_for_update(skip_locked=True).order_by("asked_at")[:_AT_ONCE])
    for one in asked:
        user = User.objects.filter(email__iexact=one.email, is_active=True).first()
        if user is not None:
            queue_mail(MailKind.SIGN_IN, user, at=one.asked_at, facts={"next": one.next})
    LinkRequest.objects.filter(pk__in=[one.pk for one in asked]).delete()
    return len(asked)


def _send(mail: AccountMail) -> AttemptResult:
    """Sends one, unless what it says or asks has come to nothing meanwhile."""
    context = _SAYING[MailKind(mail.kind)](mail) if mail.user.is_active else None
    if context is None:
        return AttemptResult("it has come to nothing", final=True)
    _written(mail, context).send()
    return AttemptResult("", taken=True)


def _sign_in(mail: AccountMail) -> dict[str, Any] | None:
    """A link that works once for an hour from now; nothing where whoever asked gave up waiting."""
    if clock.now() > mail.queued_at + VALID_FOR:
        return None
    wanted = mail.facts.get("next", "")
    path = _link(mail.user, VALID_FOR) + (f"?{urlencode({'next': wanted})}" if wanted else "")
    return {"subject": _("Sign in to %s"), "template": "link", "link": absolute(path)}


def _invitation(mail: AccountMail) -> dict[str, Any]:
    """A link that works once for two weeks."""
    link = absolute(_link(mail.user, INVITATION_VALID_FOR))
    return {"subject": _("You are invited to %s"), "template": "link", "link": link}


def _link(user: User, valid_for: dt.timedelta) -> str:
    return reverse("sign-in-link", args=[create_link(user=user, valid_for=valid_for)])


def _roles(mail: AccountMail) -> dict[str, Any] | None:
    told = mail.facts
    user = User.objects.filter(pseudonym=told["person"]).first()
    if user is None:
        return None
    labels = ", ".join(str(Role(role).label) for role in told["roles"])
    return {
        "subject": _("%(name)s is now: %(roles)s") % {"name": user.name or user.email, "roles": labels},
        "template": "roles",
        "link": absolute(reverse("desk-people", urlconf=settings.ROOT_URLCONF)),
        "user": user,
        "labels": labels,
        "giver": User.objects.filter(pseudonym=told["giver"]).first() if told["giver"] else None,
        "upstream": told["upstream"],
    }


def _address_confirm(mail: AccountMail) -> dict[str, Any] | None:
    """The link that makes the new address the person's; the mail tried last carries the one that works."""
    secret, digest = new_secret("mail address")
    rows = AddressChange.objects.filter(pk=mail.facts["change"], confirmed_at=None, ended_at=None)
    if not rows.filter(expires_at__gt=clock.now()).update(digest=digest):
        return None
    link = absolute(reverse("address-confirm", args=[secret]))
    return {"subject": _("Confirm your mail address at %s"), "template": "address", "link": link}


def _address_told(mail: AccountMail) -> dict[str, Any]:
    """What the old address is told; the new one stands in it, so that its owner sees what somebody tries."""
    change = AddressChange.objects.get(pk=mail.facts["change"])
    return {
        "subject": _("Your mail address at %s"),
        "template": "address",
        "link": absolute(reverse("account-sessions")),
        "new": change.email,
    }


_SAYING: Final[dict[MailKind, Callable[[AccountMail], dict[str, Any] | None]]] = {
    MailKind.SIGN_IN: _sign_in,
    MailKind.INVITATION: _invitation,
    MailKind.ROLES: _roles,
    MailKind.ADDRESS_CONFIRM: _address_confirm,
    MailKind.ADDRESS_ASKED: _address_told,
    MailKind.ADDRESS_CHANGED: _address_told,
}


def _written(mail: AccountMail, said: dict[str, Any]) -> EmailMultiAlternatives:
    """Returns the mail; its Message-ID is the same however often it must be tried."""
    head = letterhead()
    context = {**head, "name": head["company"], "person": mail.user, "kind": mail.kind, **said}
    subject = said["subject"].replace("%s", head["company"])
    made = EmailMultiAlternatives(
        " ".join(subject.split())[:200],
        render_to_string(f"people/mail/{said['template']}.txt", context),
        to=[mail.address or mail.user.email],
        headers={
            "Message-ID": f"<{mail.pk}@{host_of(connection.schema_name)}>",
            "X-Proviso-Kind": mail.kind,
            "Auto-Submitted": "auto-generated",
        },
    )
    made.attach_alternative(render_to_string(f"people/mail/{said['template']}.html", context), "text/html")
    return made
