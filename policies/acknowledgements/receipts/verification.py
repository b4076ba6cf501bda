"""Checks what somebody brings: a receipt that we signed, or a file with words that we posted."""

import functools
import hashlib
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.receipts.rules import RECEIPT_TYP
from policies.documents import Malformed, digest, loads, to_text
from policies.documents.model.codec import document_from_json
from policies.versions.editions import Reading
from policies.versions.models import Edition, PolicyVersion
from policies.versions.queries import document_of
from tenants.bounds import json_text
from tenants.ledger.keys import SignatureInvalid, public_jwks, unverified, verify_jws
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection
from tenants.resellers.models import Domain

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_LONGEST_TOKEN = 20_000
#: Words that are longer were never posted: no file of a policy is as long.
_LONGEST_WORDS = 4_000_000
#: So many values hold far more than a document that ever was.
_MOST_VALUES = 400_000
_HOST = re.compile(r"[a-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: whether it is ours, the same in words, and whether we still hold the row (`kept`)."""

    kind: str
    valid: bool
    sentence: str
    claims: dict[str, Any] = field(default_factory=dict)
    version: PolicyVersion | None = None
    kept: bool = False
    proves: tuple[str, ...] = ()
    proves_not: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def verify(text: str) -> Verdict:
    """Says whether a receipt was signed here, or which posted version a document file is."""
    compact = "".join(text.split()) if len(text) < _LONGEST_TOKEN else ""
    if _COMPACT.fullmatch(compact):
        return verify_receipt(compact)
    return _verify_document(text)


def verify_receipt(token: str) -> Verdict:
    """Checks a receipt against this reseller's keys; one issued elsewhere is refused by name (invariant 12)."""
    schema = connection.schema_name
    if elsewhere := _issued_elsewhere(token, schema):
        sentence = _("This receipt says that %(found)s issued it, not %(here)s. Check it there.")
        return Verdict("receipt", valid=False, sentence=sentence % {"found": elsewhere, "here": host_of(schema)})
    try:
        claims = verify_jws(token, public_jwks(schema), typ=RECEIPT_TYP, issuer=None, tenant=schema)
    except SignatureInvalid as error:
        sentence = _("This is not a receipt of ours, or it was changed: %s")
        return Verdict("receipt", valid=False, sentence=sentence % error.sentence.translated())
    posted = PolicyVersion.objects.filter(
        policy__slug=claims["policy"], number=claims["version"], digest=claims["digest"]
    )
    return Verdict(
        "receipt",
        valid=True,
        sentence=_("This receipt was signed by %s and was not changed since.") % claims["iss"],
        claims=claims,
        version=posted.select_related("policy").first(),
        kept=Acknowledgement.objects.filter(pk=claims["jti"], receipt=token).exists(),
    )


def _issued_elsewhere(token: str, schema: str) -> str:
    """The host that a token, not yet checked, names as its issuer where that is none of ours; only to be named."""
    found = unverified(token, 1).get("iss")
    if not isinstance(found, str) or not _HOST.fullmatch(found):
        return ""
    return "" if Domain.objects.filter(tenant__schema_name=schema, domain=found).exists() else found


def _verify_document(text: str) -> Verdict:
    found = None
    if len(text) <= _LONGEST_WORDS:
        found = _by_json(text) if text.lstrip().startswith("{") else _by_text(text)
    if isinstance(found, Edition):
        sentence = _(
            "These are exactly the words of the edition in %(language)s of version %(number)d, posted here. The words"
            " in %(governing)s govern."
        )
        reading = Reading(found.version, found)
        named = {"language": reading.name, "number": found.version.number, "governing": reading.governing}
        return Verdict("document", valid=True, sentence=sentence % named, version=found.version)
    if found is None:
        sentence = _("This is neither a receipt nor the words of a version that was posted here.")
        return Verdict("document", valid=False, sentence=sentence)
    sentence = _("These are exactly the words of version %(number)d, posted here.") % {"number": found.number}
    return Verdict("document", valid=True, sentence=sentence, version=found)


def _by_json(text: str) -> PolicyVersion | Edition | None:
    """By digest: the canonical document itself, or the file that the version's page offers, which holds it."""
    try:
        value = json_text.loads(text, most_values=_MOST_VALUES)
        document = (
            document_from_json(value["document"]) if isinstance(value, dict) and "document" in value else loads(text)
        )
    except (ValueError, Malformed, RecursionError):
        return None
    wanted = digest(document)
    return _posted().filter(digest=wanted).first() or _editions().filter(digest=wanted).first()


def _by_text(text: str) -> PolicyVersion | Edition | None:
    if not (wanted := _lines(text)):
        return None
    brought = _digest_of(wanted)
    for rows in (_posted(), _editions()):
        for pk in rows.values_list("pk", flat=True):
            if _printed(connection.schema_name, rows.model, pk) == brought:
                return rows.get(pk=pk)
    return None


@functools.lru_cache(maxsize=2_000)
def _printed(_schema: str, kind: type[PolicyVersion | Edition], pk: uuid.UUID) -> bytes:
    """Returns the digest of posted words as text, which never change; printing all of them anew takes long."""
    return _digest_of(_lines(to_text(document_of(kind.objects.get(pk=pk)))))


def _digest_of(lines: list[str]) -> bytes:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).digest()


def _posted() -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.filter(withdrawn_at=None).select_related("policy").order_by("-number")


def _editions() -> QuerySet[Edition]:
    standing = Edition.objects.filter(version__withdrawn_at=None).select_related("version__policy")
    return standing.order_by("-version__number", "language")


def _lines(text: str) -> list[str]:
    """Returns the text by lines, so that line ends and blanks that an editor or mailer adds do not matter."""
    return text.removeprefix("\ufeff").strip().splitlines() if not text.isspace() else []
