"""What the inbox shows of a report's sender: what came of earlier ones, what was answered, and how to mute it."""

from django.utils.translation import gettext as _

from enforcement.reports.models import Report, Reporter
from enforcement.reports.persons import names_of
from enforcement.reports.senders.actions import mute_sender
from enforcement.reports.senders.queries import muted_by, record_of
from tenants.people.access import SignedInRequest
from tenants.people.panels import Panel
from tenants.people.permissions import may

MOST_MAILS = 20


def sender_panel(request: SignedInRequest, report: Report) -> Panel | None:
    """The sender's record and the mails that answer the report; None where there is neither."""
    reporter = Reporter.objects.filter(report=report).first()
    mails = list(report.mails.order_by("-received_at")[:MOST_MAILS])
    address = reporter.email if reporter else ""
    account = report.raw.by if report.raw else None
    if not address and not mails and not account:
        return None
    context = {
        "address": address,
        "account": names_of([account]).get(account, _("an account that is gone")) if account else "",
        "record": record_of(address),
        "muted": muted_by(address),
        "mails": mails,
        "may_mute": may(request.user, mute_sender),
    }
    return Panel("reports/senders/_panel.html", context)
