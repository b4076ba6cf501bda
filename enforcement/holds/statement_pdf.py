"""A statement of reasons as a PDF/A to file: what was done, on which words, for which facts, and how to contest it."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from enforcement.holds.models import StatementOfReasons
from policies.documents.printing.pdf_statements import (
    Block,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Points,
    Sheet,
    sheet_to_pdf,
)
from tenants.resellers.models import Reseller


def statement_pdf(statement: StatementOfReasons, reseller: Reseller) -> bytes:
    """Returns the statement as it was issued, as PDF/A; the same bytes until the reseller's own data change."""
    content = statement.content
    with override(settings.LANGUAGE_CODE), timezone.override("UTC"):
        sheet = Sheet(
            publisher=reseller.legal_name,
            address=" · ".join(reseller.address.splitlines()),
            title=_("Statement of reasons %s") % statement,
            lead=_("%(kind)s: %(services)s")
            % {
                "kind": content["measure"]["label"],
                "services": ", ".join(one["reference"] for one in content["services"]),
            },
            blocks=_blocks(statement, reseller.timezone),
            footer=_("SHA-256 of the statement: %s") % statement.digest,
            keywords=[statement.digest],
            accent=reseller.accent,
            language=settings.LANGUAGE_CODE,
            made_at=statement.issued_at,
        )
        return sheet_to_pdf(sheet)


def _blocks(statement: StatementOfReasons, zone: str) -> list[Block]:
    content = statement.content
    blocks: list[Block] = [Facts(_measure(statement, zone)), Heading(_("Facts and circumstances"))]
    found = content["determination"]
    blocks.append(Paragraph(found["facts"] if found else content["finding"]))
    if found:
        if found["rationale"]:
            blocks.append(Paragraph(found["rationale"]))
        act = f"{_spoken(found['act_from'], zone)} – {_spoken(found['act_until'], zone)}"
        blocks.append(
            Facts(
                [
                    Fact(_("The act"), act),
                    Fact(_("Who acted"), f"{found['actor']} ({found['conduct']}, {found['intent']})"),
                ]
            )
        )
    blocks.append(Paragraph(f"{content['basis']['words']} {content['automated']['words']}"))
    blocks += [Heading(_("Ground")), Paragraph(content["legal_ground"]["words"])]
    blocks += [Paragraph(_words(one)) for one in content["provisions"]]
    blocks += [Heading(_("Provision that allows the measure")), Paragraph(_words(content["remedy"]))]
    if content["disclaimers"]:
        blocks += [Heading(_("Disclaimers")), *(Paragraph(_words(one)) for one in content["disclaimers"])]
    blocks.append(Heading(_("How to contest it")))
    blocks.append(Points([_redress(one, zone) for one in content["redress"]]))
    return blocks


def _measure(statement: StatementOfReasons, zone: str) -> list[Fact]:
    content = statement.content
    measure, extension = content["measure"], content["extension"]
    facts = [
        Fact(_("Customer"), f"{content['customer']['name']} ({content['customer']['reference']})"),
        Fact(_("Measure"), measure["label"]),
        Fact(_("Services"), ", ".join(f"{one['reference']} {one['name']}" for one in content["services"])),
    ]
    if measure["restricts"]:
        facts.append(Fact(_("Restricted"), f"{measure['restricts']['label']} {measure['restricts']['detail']}".strip()))
    if measure["territory"]:
        facts.append(Fact(_("Territorial scope"), measure["territory"]))
    facts.append(Fact(_("From"), _spoken(measure["from"], zone)))
    until = _spoken(measure["until"], zone) if measure["until"] else _("it is ended; no end was set")
    facts.append(Fact(_("Until"), until))
    if extension:
        facts.append(Fact(_("Before, until"), _spoken(extension["was"], zone)))
        facts.append(Fact(_("Why longer"), extension["reason"]))
    notice = _("Taken without notice: %s") % measure["ground"] if measure["without_notice"] else _("With notice")
    facts.append(Fact(_("Notice"), notice))
    if measure["reason"]:
        facts.append(Fact(_("Why this measure"), measure["reason"]))
    facts.append(Fact(_("Case"), content["case"]))
    facts.append(Fact(_("Issued"), _spoken(content["issued_at"], zone)))
    return facts


def _words(provision: dict[str, Any]) -> str:
    said = " ".join(one for one in (provision["number"], provision["lead_in"], provision["text"]) if one)
    named = {"number": provision["version"], "digest": provision["digest"]}
    return f"{said} ({_('version %(number)s, SHA-256 %(digest)s') % named})"


def _redress(one: dict[str, Any], zone: str) -> str:
    if not one["until"]:
        return str(one["words"])
    return f"{one['words']} {_('Last day: %s.') % _spoken(one['until'], zone)}"


def _spoken(written: str, zone: str) -> str:
    """An instant in the reseller's zone, with UTC beside it where that differs."""
    at = dt.datetime.fromisoformat(written)
    exact = f"{_formatted(at.astimezone(dt.UTC))} UTC"
    there = at.astimezone(ZoneInfo(zone))
    return exact if zone == "UTC" else f"{_formatted(there)} {there:%Z} ({exact})"


def _formatted(at: dt.datetime) -> str:
    return date_format(at.replace(tzinfo=None), "j F Y, H:i:s")
