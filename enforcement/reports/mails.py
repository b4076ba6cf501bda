"""The mail that tells a reporter that the report arrived and how to follow it; the secret is never queued."""

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.reports.models import Report
from policies.versions.company import this_reseller
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute

MOST_LINKS = 20


def confirm(received: Sequence[tuple[Report, str]], email: str, *, answering: str = "") -> None:
    """Sends numbers and follow links to the reporter; `answering` is the Message-ID of the mail they came in.

    An answer that keeps the number in its subject is joined to that report.
    """
    first = received[0][0]
    context = {
        "report": first,
        "links": [
            (report, absolute(reverse("report-follow", args=[secret]))) for report, secret in received[:MOST_LINKS]
        ],
        "more": max(len(received) - MOST_LINKS, 0),
        **letterhead(),
        "reason": _("You get this mail because this address was given with the report."),
    }
    headers = {"X-Proviso-Kind": "report", "Auto-Submitted": "auto-replied"}
    if answering.isascii() and answering.isprintable() and 0 < len(answering) < 500:  # noqa: PLR2004 - a line of a mail holds no more
        headers |= {"In-Reply-To": answering, "References": answering}
    mailbox = this_reseller().abuse_mailbox
    mail = EmailMultiAlternatives(
        _("Your report %(number)s to %(company)s") % {"number": first, "company": context["company"]},
        render_to_string("reports/mail/received.txt", context),
        to=[email],
        reply_to=[mailbox] if mailbox else None,
        headers=headers,
    )
    mail.attach_alternative(render_to_string("reports/mail/received.html", context), "text/html")
    mail.send()
