"""An issued statement as a credit note to file: PDF/A with its number, what is due, and why."""

import datetime as dt
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from enforcement.credits.models import CreditStatement
from enforcement.credits.statement_content import ServiceCredit, Stretch, services_of
from enforcement.credits.sums import said_of_carried
from policies.documents.printing.pdf_statements import (
    Block,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Sheet,
    Table,
    sheet_to_pdf,
)
from policies.versions.company import this_reseller
from tenants.customers.currencies import money
from tenants.resellers.models import Reseller

_COUNTS: Final = {
    "counted": gettext_lazy("Counted"),
    "excluded": gettext_lazy("Excluded"),
    "maintenance": gettext_lazy("Maintenance"),
    "not_counted": gettext_lazy("Not counted"),
}


def note_response(statement: CreditStatement) -> HttpResponse:
    """Returns the credit note as a file to save that no cache keeps."""
    response = HttpResponse(note_pdf(statement, this_reseller()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="credit-note-{statement.issue}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def note_pdf(statement: CreditStatement, reseller: Reseller) -> bytes:
    """Returns the note of an issued statement as PDF/A, in the time zone of its month."""
    with override(settings.LANGUAGE_CODE), timezone.override("UTC"):
        return sheet_to_pdf(
            Sheet(
                publisher=reseller.legal_name,
                address=" · ".join(reseller.address.splitlines()),
                title=_("Credit note %s") % statement.issue,
                lead=_("Service credit for %(month)s to %(customer)s")
                % {"month": statement.month, "customer": statement.issue.addressee},
                blocks=list(_blocks(statement)),
                footer=_("SHA-256 of the statement: %s") % statement.digest,
                keywords=[statement.digest],
                accent=reseller.accent,
                language=settings.LANGUAGE_CODE,
                made_at=statement.issue.issued_at,
            )
        )


def _blocks(statement: CreditStatement) -> Iterator[Block]:
    issue, currency = statement.issue, statement.currency
    facts = [
        Fact(_("Customer"), f"{issue.addressee} ({statement.customer.reference})"),
        Fact(_("Statement"), str(statement)),
        Fact(_("Total"), f"{money(statement.total, currency)} {currency}"),
    ]
    if statement.supersedes:
        named = {
            "before": statement.supersedes,
            "difference": money(statement.difference, currency),
            "currency": currency,
        }
        facts.append(Fact(_("Supersedes"), _("%(before)s; the difference is %(difference)s %(currency)s") % named))
    facts.append(Fact(_("Issued"), _spoken(issue.issued_at, statement.timezone)))
    yield Facts(facts)
    yield Paragraph(said_of_carried(issue, currency))
    for service in services_of(statement):
        yield Heading(f"{service.reference} {service.name}".strip())
        yield Paragraph(f"{service.answer}.")
        for note in service.notes:
            yield Paragraph(note)
        yield from _interruptions(service, statement.timezone)
        for provision in service.provisions:
            said = {"path": provision.path, "version": provision.version, "case": provision.case}
            yield Paragraph(
                _("Excluded by the violation in case %(case)s, under provision %(path)s of version %(version)s:") % said
            )
            yield Paragraph(provision.text)


def _interruptions(service: ServiceCredit, zone: str) -> Iterator[Block]:
    if service.stretches:
        head = [_("From"), _("Until"), _("Length"), _("For the service level"), _("Why")]
        yield Table(head, [4, 4, 3, 3, 6], [_row(one, zone) for one in service.stretches])


def _row(stretch: Stretch, zone: str) -> list[str]:
    return [
        _spoken(stretch.start, zone),
        _spoken(stretch.end, zone),
        _length(stretch.end - stretch.start),
        str(_COUNTS[stretch.kind]),
        stretch.reason,
    ]


def _spoken(at: dt.datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return f"{date_format(there.replace(tzinfo=None), 'j M Y, H:i:s')} {there:%Z}"


def _length(length: dt.timedelta) -> str:
    minutes, seconds = divmod(length // dt.timedelta(seconds=1), 60)
    return f"{minutes // 60} h {minutes % 60:02} min {seconds:02} s"
