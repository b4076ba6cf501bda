"""Mails to staff about their website: once when it stops showing the policy in force, once when it does again (R4)."""

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.versions.company import this_reseller
from policies.versions.models import WebsiteAlarm
from tenants.ledger import clock
from tenants.people.letterhead import letterhead
from tenants.people.models import Role, User
from tenants.resellers.addresses import absolute

#: Who can do something about it.
TOLD = (Role.ADMINISTRATOR, Role.EDITOR, Role.APPROVER)


def unmailed() -> QuerySet[WebsiteAlarm]:
    """Alarms of which staff were not yet told that they were raised, or that they cleared."""
    return WebsiteAlarm.objects.filter(Q(raise_mailed_at=None) | Q(clear_mailed_at=None, cleared_at__isnull=False))


def mail_alarms() -> None:
    """Mails each change of state once; one that was raised and cleared before anybody was told is told as cleared."""
    while True:
        with transaction.atomic():
            alarm = unmailed().select_for_update(skip_locked=True, of=("self",)).order_by("raised_at").first()
            if alarm is None:
                return
            at = clock.now()
            _send(alarm)
            sent = {"clear_mailed_at": at} if alarm.cleared_at else {}
            WebsiteAlarm.objects.filter(pk=alarm.pk).update(raise_mailed_at=alarm.raise_mailed_at or at, **sent)


def _send(alarm: WebsiteAlarm) -> None:
    reseller = this_reseller()
    context = {
        **letterhead(),
        "name": reseller.name,
        "alarm": alarm,
        "proof": alarm.cleared_by or alarm.raised_by,
        "link": absolute(reverse("desk-website")),
    }
    subject = (
        _("Your website shows your policy again") if alarm.cleared_at else _("Your website does not show your policy")
    )
    for person in User.objects.filter(staff_roles__role__in=TOLD, is_active=True).distinct().order_by("pk"):
        mail = EmailMultiAlternatives(
            f"{reseller.name}: {subject}",
            render_to_string("versions/mail/website.txt", context),
            to=[person.email],
            headers={"X-Proviso-Kind": "website-alarm"},
        )
        mail.attach_alternative(render_to_string("versions/mail/website.html", context), "text/html")
        mail.send()
