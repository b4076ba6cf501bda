"""A version as the PDF that the website offers: the same bytes whoever asks."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from policies.documents.printing.typesetting import Imprint, to_pdf
from policies.versions.editions import Reading
from tenants.resellers.addresses import absolute
from tenants.resellers.models import Reseller


def version_pdf(reading: Reading, reseller: Reseller) -> bytes:
    """The words as tagged PDF/A, with number, effect (UTC) and digest; the day of posting is its date."""
    version, document = reading.version, reading.document
    # In the document's language and in UTC, so that the bytes do not depend on who asks.
    with override(document.language), timezone.override("UTC"):
        effective = date_format(version.effective_at.replace(tzinfo=None), "j F Y, H:i:s")
        facts = [
            _("Version %(number)d, in effect from %(at)s UTC") % {"number": version.number, "at": effective},
            absolute(f"/aup/versions/{version.number}/"),
        ]
        if reading.edition:
            governs = _("This is the edition in %(language)s. The words in %(governing)s govern: SHA-256 %(digest)s")
            named = {"language": reading.name, "governing": reading.governing, "digest": version.digest}
            facts.append(governs % named)
        footer = _("Version %(number)d, SHA-256 %(digest)s") % {"number": version.number, "digest": reading.digest}
    imprint = Imprint(
        publisher=reseller.legal_name,
        facts=facts,
        footer=footer,
        digest=reading.digest,
        accent=reseller.accent,
        made_at=version.posted_at,
    )
    return to_pdf(document, imprint)
