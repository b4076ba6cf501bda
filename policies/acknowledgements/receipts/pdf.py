"""The receipt as a PDF to file: what was acknowledged, by whom, when, what that proves, and how anyone checks it."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.queries import names_of
from policies.documents.printing.pdf_statements import (
    Block,
    Fact,
    Facts,
    Heading,
    Points,
    Sheet,
    Verbatim,
    sheet_to_pdf,
)
from policies.versions.editions import governing_language
from policies.versions.languages import language_name
from policies.versions.queries import document_of
from tenants.customers.models import Capacity
from tenants.ledger.keys import unverified
from tenants.resellers.addresses import absolute
from tenants.resellers.models import Reseller

#: What the sheet says in words of its own; anything else that the receipt states is listed as it stands.
_SAID = {
    "iss", "tenant", "jti", "policy", "version", "digest", "person", "customer", "capacity", "binds_customer",
    "method", "ticks", "at", "binding_digest", "edition_language", "edition_digest", "authority", "paper",
}  # fmt: skip


def receipt_pdf(row: Acknowledgement, reseller: Reseller) -> bytes:
    """Returns the receipt's PDF/A; the same bytes until a name in it is erased or the reseller's own data change.

    The signed token is printed and also stands in the file's metadata, where `/verify/` finds it.
    """
    with override(settings.LANGUAGE_CODE), timezone.override("UTC"):
        sheet = Sheet(
            publisher=reseller.legal_name,
            address=" · ".join(reseller.address.splitlines()),
            title=_("Receipt of an acknowledgement"),
            lead=_lead(row),
            blocks=_blocks(row, reseller),
            footer=_("Receipt %s") % row.pk,
            keywords=[row.digest, row.receipt],
            accent=reseller.accent,
            language=settings.LANGUAGE_CODE,
            made_at=row.at,
        )
        return sheet_to_pdf(sheet)


def receipt_filename(row: Acknowledgement, ending: str) -> str:
    """Returns what a receipt is saved as: by policy, version and day (UTC)."""
    return f"receipt-{row.version.policy.slug}-{row.version.number}-{row.at:%Y-%m-%d}.{ending}"


def claims_of(row: Acknowledgement) -> dict[str, Any]:
    """Returns what the receipt states; it is our own row, so its signature is not checked here."""
    return unverified(row.receipt, 1)


def in_words(at: dt.datetime, zone: str) -> str:
    """Returns an instant to the microsecond in a zone (IANA name), for paper."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{date_format(there.replace(tzinfo=None), 'j F Y, H:i:s')}.{there:%f} {there:%Z}"


def _lead(row: Acknowledgement) -> str:
    named = {"customer": row.customer.name, "number": row.version.number, "title": row.version.document["title"]}
    if row.capacity == Capacity.REPRESENTATIVE:
        return _("%(customer)s acknowledged version %(number)d of “%(title)s” through its representative.") % named
    return _("An account user of %(customer)s acknowledged having read version %(number)d of “%(title)s”.") % named


def _blocks(row: Acknowledgement, reseller: Reseller) -> list[Block]:
    return [
        Facts(_who_and_what(row, reseller)),
        Heading(_("Which words")),
        Facts(_words(row)),
        *_ticked(row),
        Heading(_("What this receipt proves")),
        Points(_proves(row, reseller)),
        Heading(_("What it does not prove")),
        Points(_does_not_prove()),
        Heading(_("The signed receipt")),
        Verbatim(
            row.receipt,
            _("A JSON Web Signature (RFC 7515) with Ed25519. The signature, not this sheet, is what proves anything:"),
        ),
        Heading(_("How to check it")),
        Points(_checking(row)),
    ]


def _who_and_what(row: Acknowledgement, reseller: Reseller) -> list[Fact]:
    name = names_of({row.person}).get(row.person, _("Not known any more: the name was erased"))
    claims = claims_of(row)
    facts = [
        Fact(_("Reseller (Company)"), f"{reseller.legal_name} ({claims['iss']})"),
        Fact(_("Customer (You)"), f"{row.customer.name} ({row.customer.reference})"),
        Fact(_("Person"), name),
        Fact(_("Pseudonym in the receipt"), str(row.person), mono=True),
        Fact(_("Acting as"), row.get_capacity_display()),
        Fact(_("How"), row.get_method_display()),
        Fact(_("At"), in_words(row.at, "UTC")),
    ]
    if reseller.timezone != "UTC":
        facts.append(Fact(_("In %s") % reseller.timezone, in_words(row.at, reseller.timezone)))
    facts += _grounds(row)
    facts += [
        Fact(_("Also stated: %s") % name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in sorted(claims.items())
        if name not in _SAID and value not in ("", None, [], {})
    ]
    return facts


def _grounds(row: Acknowledgement) -> list[Fact]:
    """On which authority it rests, and the paper it was given on, with the digests of their files."""
    facts = []
    if row.authority:
        facts.append(Fact(_("On the authority of"), str(row.authority)))
        if row.authority.document_digest:
            facts.append(Fact(_("Document of the authority"), row.authority.document_digest, mono=True))
    if row.paper:
        said = _("%(means)s of %(day)s") % {
            "means": row.paper.get_means_display(),
            "day": date_format(row.paper.signed_on, "j F Y"),
        }
        facts.append(Fact(_("Given on"), said))
        facts.append(Fact(_("Its file (SHA-256)"), row.paper.document_digest, mono=True))
        facts.append(Fact(_("Attested by (pseudonym)"), str(row.paper.attested_by), mono=True))
    return facts


def _words(row: Acknowledgement) -> list[Fact]:
    version = row.version
    governing = language_name(governing_language(version))
    facts = [
        Fact(_("Policy and version"), _("%(title)s, version %(number)d") % {
            "title": version.document["title"], "number": version.number,
        }),
        Fact(_("In effect from"), in_words(version.effective_at, "UTC")),
        Fact(_("Governing words (%s)") % governing, row.digest, mono=True),
    ]  # fmt: skip
    if row.edition_digest and row.edition_digest != row.digest:
        facts.append(Fact(_("Edition read (%s)") % language_name(row.edition_language), row.edition_digest, mono=True))
    if row.binding_digest and row.binding_digest != row.digest:
        facts.append(Fact(_("With what the agreement says otherwise"), row.binding_digest, mono=True))
    return facts


def _ticked(row: Acknowledgement) -> list[Block]:
    if not row.ticks:
        return []
    placed = document_of(row.version).placed()
    named = [
        placed[key].provision.text if key in placed else _("A provision added by the agreement") for key in row.ticks
    ]
    return [
        Heading(_("Provisions ticked on their own")),
        Points([f"{text} ({key})" for text, key in zip(named, row.ticks, strict=True)]),
    ]


def _proves(row: Acknowledgement, reseller: Reseller) -> list[str]:
    points = [
        _("%s signed this statement and it was not changed since; whoever holds the public keys can check that.")
        % reseller.legal_name,
        _(
            "At the instant above the signed-in person behind the pseudonym acknowledged the words with exactly these"
            " digests."
        ),
    ]
    if row.capacity == Capacity.REPRESENTATIVE:
        points.append(_("The person acted as a representative, so the customer itself acknowledged."))
    else:
        points.append(
            _(
                "The person acted as an account user: it proves that this person read the words, not that the"
                " customer acknowledged them."
            )
        )
    return points


def _does_not_prove() -> list[str]:
    return [
        _("Who sat at the keyboard: the person was signed in, and nothing more is known."),
        _("The name behind the pseudonym: it is the reseller’s own record, as it stood when this sheet was made."),
        _("Which words are in force today, or that anyone violated them."),
    ]  # fmt: skip


def _checking(row: Acknowledgement) -> list[str]:
    return [
        _("Bring this file, or the text above, to %s: it says what the receipt proves.") % absolute("/verify/"),
        _("Without us: check the text above as a JWS with any library for RFC 7515 and the public keys at %s.")
        % absolute("/.well-known/proviso-keys.json"),
        _("The words: fetch %s; the SHA-256 of its “document” in canonical JSON (RFC 8785) is the digest above.")
        % absolute(f"/aup/versions/{row.version.number}.json"),
    ]
