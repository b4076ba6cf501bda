"""Says what something that somebody brought proves: a receipt, its sheet, words, an evidence file, ledger, tree head.

Nothing is kept of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.receipts.pdf import receipt_pdf
from policies.acknowledgements.receipts.verification import Verdict, verify, verify_receipt
from policies.versions.editions import Reading
from policies.versions.models import Edition, PolicyVersion
from policies.versions.printing import version_pdf
from portal.evidence.file.child import Checked, asked, placed, told
from portal.evidence.file.verifying import signature_faults, signature_token
from tenants.bounds.process import TooMuch, look
from tenants.ledger import export_format
from tenants.ledger.checking.export_file import signed_trailer
from tenants.ledger.checking.proofs import check_head
from tenants.ledger.keys import SignatureInvalid, public_jwks, unverified
from tenants.ledger.models import TreeHead
from tenants.ledger.sealing.heads import HEAD_TYP
from tenants.ledger.sentences import Sentence
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection
from tenants.resellers.turns import turn

#: Words joined by dots; it begins only where no word goes on, so that no word is looked at twice.
_JOINED = re.compile(rb"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)++")
_HEADER, _HEADER_LENGTHS, _PAYLOAD_LENGTHS, _SIGNATURE_LENGTH = b"eyJ", range(23, 404), range(20, 8001), 86
_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_MOST_FAULTS = 20
_MOST_DIGESTS = 5
#: Seconds of the processor's time and bytes that looking into one file may take.
_TIME, _MEMORY = 10, 400_000_000


class NotReadable(ValueError):
    """The bytes are no text and no file that we make; the message is a sentence."""


def check(data: bytes) -> Verdict:
    """What the bytes are and what they prove; raises NotReadable with a sentence for what cannot be read at all.

    Whoever brings it is a stranger: a signature is checked before what it signs is read, what is read is bounded, and
    what costs waits for its turn, or is Refused (`busy`, 503).
    """
    if data.startswith(b"%PDF"):
        return _check_pdf(data)
    if data.startswith(b"PK"):
        return _check_evidence(data)
    if data[:4096].startswith(b'{"exported_at":') and export_format.FORMAT.encode() in data.partition(b"\n")[0]:
        return _check_ledger(data)
    try:
        text = str(data, "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(_("This file is not text, nor a PDF or evidence file.")) from error
    compact = "".join(text.split()) if len(text) < 20_000 else ""  # noqa: PLR2004 - a token is far shorter
    if _COMPACT.fullmatch(compact) and _typ(compact) == HEAD_TYP:
        return _check_head(compact)
    return verify(text)


def _typ(token: str) -> str:
    """The kind that a token says it is; not checked yet."""
    return str(unverified(token, 0).get("typ"))


def _check_pdf(data: bytes) -> Verdict:
    if token := _token_in(data):
        return _check_sheet(data, token)
    reseller = connection.tenant
    for reading in _named(data):
        with turn("checking"):
            ours = version_pdf(reading, reseller)
        if ours == data:
            sentence = _("This PDF is byte for byte the one that we make of version %d, posted here.")
            said = (sentence % reading.version.number,)
            return Verdict("document", valid=True, sentence=said[0], version=reading.version)
        sentence = _(
            "This PDF names version %d, but its bytes are not those that we make of it. Our name or its look may have"
            " changed since, or somebody changed the words: compare them with that version here."
        )
        return Verdict("document", valid=False, sentence=sentence % reading.version.number, version=reading.version)
    sentence = _(
        "No receipt and no version of ours is named in this PDF. If another program saved it anew, bring the file as"
        " you downloaded it, or paste the token that is printed in it."
    )
    return Verdict("document", valid=False, sentence=sentence)


def _check_sheet(data: bytes, token: str) -> Verdict:
    """A receipt's sheet: what proves anything is the token in it; whether the sheet around it is ours is said too."""
    verdict = verify_receipt(token)
    if not verdict.valid:
        return verdict
    row = (
        Acknowledgement.objects.filter(receipt=token, pk=str(verdict.claims["jti"]))
        .select_related("version__policy", "customer", "authority", "paper")
        .first()
    )
    if row is not None and _sheet(row) == data:
        return replace(verdict, proves=(_("The sheet around it is byte for byte the one that we make."),))
    return replace(
        verdict,
        proves_not=(
            _(
                "Anything else that is printed on the sheet: its bytes are not those that we make of this receipt now."
                " A name may have been erased since, or somebody changed it; go by what is said here."
            ),
        ),
    )


def _sheet(row: Acknowledgement) -> bytes:
    with turn("checking"):
        return receipt_pdf(row, connection.tenant)


def _token_in(data: bytes) -> str:
    """The first compact JWS in a file, found in time by its length; empty where there is none."""
    for joined in _JOINED.finditer(data):
        parts = joined[0].split(b".")
        for header, payload, signature in zip(parts, parts[1:], parts[2:], strict=False):
            if len(signature) != _SIGNATURE_LENGTH or len(payload) not in _PAYLOAD_LENGTHS:
                continue
            begins = header.find(_HEADER, max(0, len(header) - _HEADER_LENGTHS[-1]))
            if begins >= 0 and len(header) - begins in _HEADER_LENGTHS:
                return b".".join((header[begins:], payload, signature)).decode("ascii")
    return ""


def _named(data: bytes) -> Iterator[Reading]:
    """The versions and editions whose digest stands in the file's metadata."""
    digests: dict[str, None] = {}
    for found in _DIGEST.finditer(data):
        digests[found[0].decode()] = None
        if len(digests) == _MOST_DIGESTS:
            break
    posted = PolicyVersion.objects.filter(digest__in=digests, withdrawn_at=None).select_related("policy")
    yield from (Reading(version, None) for version in posted.order_by("-number"))
    editions = Edition.objects.filter(digest__in=digests, version__withdrawn_at=None)
    yield from (Reading(edition.version, edition) for edition in editions.select_related("version__policy"))


def _check_evidence(data: bytes) -> Verdict:
    """An evidence file: its signature first, and only what we signed is looked into."""
    schema = connection.schema_name
    said = unverified(signature_token(data), 1).get("tenant", schema)
    if said != schema:
        sentence = _("This evidence file says that another reseller exported it, not %s. Check it there.")
        return Verdict("evidence", valid=False, sentence=sentence % host_of(schema))
    jwks = public_jwks(schema)
    if strange := placed(signature_faults(data, jwks=jwks, tenant=schema)):
        return _not_ours("evidence", strange)
    found = _looked_into("evidence", asked(data, jwks=jwks, most_faults=_MOST_FAULTS + 1))
    if found.faults:
        return _not_ours("evidence", found.faults)
    sentence = _("This evidence about %(label)s was exported and signed by %(issuer)s and was not changed since.")
    return Verdict(
        "evidence",
        valid=True,
        sentence=sentence % {"label": found.label, "issuer": found.issuer},
        proves=tuple(one.translated() for one in found.proves),
        proves_not=tuple(one.translated() for one in found.notes),
    )


def _check_ledger(data: bytes) -> Verdict:
    """An export of the ledger: the signature in its last line first, which says how many lines there are."""
    jwks = public_jwks(connection.schema_name)
    trailer = signed_trailer(data, jwks=jwks, tenant=connection.schema_name)
    if trailer.reason:
        return _not_ours("ledger", [("", trailer.reason)])
    lines = trailer.entries + trailer.heads + 2 + _MOST_FAULTS  # header and trailer, and some that were put between
    found = _looked_into("ledger", asked(data, jwks=jwks, most_faults=_MOST_FAULTS + 1, most_lines=lines))
    if found.faults:
        return _not_ours("ledger", found.faults)
    proven = _("%(entries)d acts stand in it as they were sealed, under %(heads)d signed tree heads.")
    return Verdict(
        "ledger",
        valid=True,
        sentence=_("This export of our ledger is as it was sealed and signed."),
        proves=(proven % {"entries": found.entries, "heads": found.heads},),
        proves_not=(_("What was done after it was exported."), *(one.translated() for one in found.notes)),
    )


def _looked_into(kind: str, question: bytes) -> Checked:
    """What stands in a file that we signed: found by a process of its own, in the tenant's turn."""
    try:
        with turn("checking"):
            return told(look(question, "portal.evidence.file.child", kind, seconds=_TIME, memory=_MEMORY))
    except TooMuch:
        sentence = _(
            "This file takes too long to be checked here: run verify_evidence or verify_ledger on a machine of your"
            " own."
        )
        raise NotReadable(sentence) from None


def _not_ours(kind: str, faults: Sequence[tuple[str, Sentence]]) -> Verdict:
    """The first faults, each with its place, in the reader's language."""
    sentence = {
        "evidence": _("This is not an evidence file of ours as it was exported and signed."),
        "ledger": _("This is not an export of our ledger as it was sealed and signed."),
    }[kind]
    said = tuple(f"{place}{one.translated()}" for place, one in faults[:_MOST_FAULTS])
    more = (_("and more"),) if len(faults) > _MOST_FAULTS else ()
    return Verdict(kind, valid=False, sentence=sentence, faults=said + more)


def _check_head(token: str) -> Verdict:
    schema = connection.schema_name
    try:
        said = check_head(token, jwks=public_jwks(schema), tenant=schema)
    except SignatureInvalid as error:
        sentence = _("This is not a tree head of our ledger, or it was changed: %s")
        return Verdict("head", valid=False, sentence=sentence % error.sentence.translated())
    here = TreeHead.objects.filter(size=said.size).first()
    if here is None or bytes(here.root) != said.root:
        sentence = _(
            "We signed this tree head over %d acts, but the ledger here does not continue it: acts that it sealed were"
            " changed or are gone. Keep it, and have the ledger checked."
        )
        return Verdict("head", valid=False, sentence=sentence % said.size)
    return Verdict(
        "head",
        valid=True,
        sentence=_("This is a tree head of our ledger, over its first %d acts.") % said.size,
        proves=(
            _("We signed that the first %(size)d acts of the ledger have the root %(root)s, and the ledger still does.")
            % {"size": said.size, "root": said.root.hex()},
        ),
        proves_not=(
            _("What those acts are: an export of the ledger or an evidence file shows that."),
            _("Anything about acts after them."),
        ),
    )
