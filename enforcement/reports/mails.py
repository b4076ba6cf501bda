"""The mails that tell a reporter that the report arrived and that there is an outcome; the secret is never queued."""

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.reports.models import Report
from enforcement.reports.queries import signed_secret
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


def tell_outcome(report: Report, email: str) -> None:
    """Sends the reporter the link to the page where the outcome stands; the mail itself tells nothing of it."""
    context = {
        "report": report,
        "link": absolute(reverse("report-follow", args=[signed_secret(report)])),
        **letterhead(),
        "reason": _("You get this mail because this address was given with the report."),
    }
    mailbox = this_reseller().abuse_mailbox
    mail = EmailMultiAlternatives(
        _("The outcome of your report %(number)s to %(company)s") % {"number": report, "company": context["company"]},
        render_to_string("reports/mail/outcome.txt", context),
        to=[email],
        reply_to=[mailbox] if mailbox else None,
        headers={"X-Proviso-Kind": "report-outcome", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("reports/mail/outcome.html", context), "text/html")
    mail.send()
