"""The mail that tells a reporter that the report arrived and how to follow it; the secret is never queued."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.reports.models import Report
from tenants.resellers.addresses import absolute
from tenants.resellers.current import connection


def confirm(report: Report, email: str, secret: str) -> None:
    """Sends number and follow link to the reporter."""
    company = getattr(connection.tenant, "name", "Proviso")
    context = {
        "report": report,
        "company": company,
        "accent": getattr(connection.tenant, "accent", ""),
        "link": absolute(reverse("report-follow", args=[secret])),
        "reason": _("You get this mail because this address was given with the report."),
    }
    mail = EmailMultiAlternatives(
        _("Your report %(number)s to %(company)s") % {"number": report, "company": company},
        render_to_string("reports/mail/received.txt", context),
        to=[email],
        headers={"X-Proviso-Kind": "report"},
    )
    mail.attach_alternative(render_to_string("reports/mail/received.html", context), "text/html")
    mail.send()
