"""The mails that tell a reporter that the report arrived and that there is an outcome; the secret is never queued."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.reports.models import MailToReporter, Report
from enforcement.reports.queries import came_with, signed_secret
from policies.versions.company import this_reseller
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute, host_of
from tenants.resellers.current import connection

MOST_LINKS = 20


def confirm(mail: MailToReporter, email: str) -> None:
    """Sends the reporter the number of each report that came together, and a link to follow it.

    An answer that keeps the number in its subject is joined to that report.
    """
    reports = came_with(mail.report)
    context = {
        "links": [(report, _page(report)) for report in reports[:MOST_LINKS]],
        "more": max(len(reports) - MOST_LINKS, 0),
    }
    headers = {"X-Proviso-Kind": "report", "Auto-Submitted": "auto-replied"}
    if mail.answering:
        headers |= {"In-Reply-To": mail.answering, "References": mail.answering}
    _send(mail, email, _("Your report %(number)s to %(company)s"), "received", context, headers)


def tell_outcome(mail: MailToReporter, email: str) -> None:
    """Sends the reporter the link to the page where the outcome stands; the mail itself tells nothing of it."""
    headers = {"X-Proviso-Kind": "report-outcome", "Auto-Submitted": "auto-generated"}
    subject = _("The outcome of your report %(number)s to %(company)s")
    _send(mail, email, subject, "outcome", {"link": _page(mail.report)}, headers)


def _page(report: Report) -> str:
    return absolute(reverse("report-follow", args=[signed_secret(report)]))


def _send(
    mail: MailToReporter,
    email: str,
    subject: str,
    template: str,
    said: Mapping[str, Any],
    headers: Mapping[str, str],
) -> None:
    """Sends one; its Message-ID is the same however often it must be tried."""
    context = {
        "report": mail.report,
        **said,
        **letterhead(),
        "reason": _("You get this mail because this address was given with the report."),
    }
    mailbox = this_reseller().abuse_mailbox
    made = EmailMultiAlternatives(
        subject % {"number": mail.report, "company": context["company"]},
        render_to_string(f"reports/mail/{template}.txt", context),
        to=[email],
        reply_to=[mailbox] if mailbox else None,
        headers={"Message-ID": f"<{mail.pk}@{host_of(connection.schema_name)}>", **headers},
    )
    made.attach_alternative(render_to_string(f"reports/mail/{template}.html", context), "text/html")
    made.send()
