"""The mail that tells a reporter that the report arrived and how to follow it; the secret is never queued."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.reports.models import Report
from tenants.people.letterhead import letterhead
from tenants.resellers.addresses import absolute


def confirm(report: Report, email: str, secret: str) -> None:
    """Sends number and follow link to the reporter."""
    context = {
        "report": report,
        **letterhead(),
        "link": absolute(reverse("report-follow", args=[secret])),
        "reason": _("You get this mail because this address was given with the report."),
    }
    mail = EmailMultiAlternatives(
        _("Your report %(number)s to %(company)s") % {"number": report, "company": context["company"]},
        render_to_string("reports/mail/received.txt", context),
        to=[email],
        headers={"X-Proviso-Kind": "report", "Auto-Submitted": "auto-replied"},
    )
    mail.attach_alternative(render_to_string("reports/mail/received.html", context), "text/html")
    mail.send()
