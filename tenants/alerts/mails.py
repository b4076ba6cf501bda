"""The mail that tells somebody what waits for them, and the outbox that it leaves by."""

from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.alerts.models import Alert, AlertMail
from tenants.alerts.queries import waiting_for
from tenants.outbox.actions import send_due
from tenants.outbox.queries import Outbox
from tenants.outbox.rules import AttemptResult
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute, host_of
from tenants.resellers.current import connection

#: How many things one mail names; it counts the others.
MOST_LINES: Final = 50


def _mails() -> QuerySet[AlertMail]:
    return AlertMail.objects.all()


MAILS: Final = Outbox(items=_mails, related=("user",))


def send_mails() -> int:
    """Sends every mail that is due; returns how many the server took."""
    return send_due(MAILS, _send)


def _send(mail: AlertMail) -> AttemptResult:
    """Sends one, with what still waits for that person; nothing where nothing does, or they may not act any more."""
    told = Alert.objects.filter(lines__mail=mail).values("pk")
    waiting = list(waiting_for(mail.user).filter(pk__in=told))
    waiting = [alert for alert in waiting if alert.taken_by_id in {None, mail.user_id}]
    if not waiting or not mail.user.is_active:
        return AttemptResult("nothing waits any more", final=True)
    written(mail, waiting).send()
    return AttemptResult("", taken=True)


def written(mail: AlertMail, waiting: list[Alert]) -> EmailMultiAlternatives:
    """Returns the mail; its Message-ID is the same however often it must be tried."""
    head = letterhead()
    context = {
        **head,
        "person": mail.user,
        "lines": [(alert, absolute(alert.path)) for alert in waiting[:MOST_LINES]],
        "more": max(len(waiting) - MOST_LINES, 0),
        "daily": mail.day is not None,
        "desk": absolute("/desk/"),
        "preferences": absolute("/account/alerts/"),
        "reason": _("You get this mail because it waits for you at %s.") % head["company"],
    }
    subject = _subject(mail, waiting, head["company"])
    made = EmailMultiAlternatives(
        " ".join(subject.split())[:200],
        render_to_string("alerts/mail/alert.txt", context),
        to=[mail.user.email],
        headers={
            "Message-ID": f"<{mail.pk}@{host_of(connection.schema_name)}>",
            "X-Proviso-Kind": "alert",
            "Auto-Submitted": "auto-generated",
        },
    )
    made.attach_alternative(render_to_string("alerts/mail/alert.html", context), "text/html")
    return made


def _subject(mail: AlertMail, waiting: list[Alert], company: str) -> str:
    if mail.day is None:
        return f"{waiting[0].get_kind_display()}: {waiting[0].title}"
    words = ngettext(
        "%(number)s thing waits for you at %(company)s", "%(number)s things wait for you at %(company)s", len(waiting)
    )
    return words % {"number": len(waiting), "company": company}
