"""Checks what an evidence file tells: records against the ledger and the files they name, and every receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from portal.evidence.file import manifest as form
from portal.evidence.file.findings import Examination
from portal.evidence.file.sealed import Sealed, lines_of
from tenants.ledger.keys import SignatureInvalid, verify_jws
from tenants.ledger.sentences import marked as _

Records = dict[tuple[str, str], Mapping[str, Any]]

ACKNOWLEDGEMENT: Final = "acknowledgements.acknowledgement"
#: By verb (or one of two): the kind of row that it is about, and which of the row's fields repeat the entry: its
#: instant (`@at`), who did it (`@by`), or a fact of it. A row of that kind without one was not made by the portal.
OWED: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "version.posted": (
        "versions.policyversion",
        {"number": "number", "digest": "digest", "edition_digests": "editions", "summary": "summary",
         "significance": "significance", "posted_by": "@by"},
    ),
    "version.proof_fetched": (
        "versions.postingproof",
        {"digest": "digest", "url": "url", "http_status": "http_status", "shows_version": "shows_version",
         "framed": "framed", "fetched_at": "@at"},
    ),
    "version.viewed": ("acknowledgements.view", {"digest": "digest", "at": "@at", "person": "@by"}),
    "version.acknowledged|paper.recorded": (
        ACKNOWLEDGEMENT,
        {"digest": "digest", "binding_digest": "binding_digest", "capacity": "capacity", "method": "method",
         "ticks": "ticks", "at": "@at"},
    ),
    "version.declined": (
        "acknowledgements.decline",
        {"digest": "digest", "binding_digest": "binding_digest", "at": "@at", "person": "@by"},
    ),
    "notice.announced": ("notices.notice", {"kind": "kind", "title": "title", "created_at": "@at"}),
    "deviation.added": (
        "customers.deviation",
        {"effect": "effect", "key": "key", "parent_key": "parent_key", "kind": "kind", "text": "text",
         "document_digest": "document", "digest": "digest", "recorded_at": "@at", "recorded_by": "@by"},
    ),
    "report.received": (
        "reports.report",
        {"number": "number", "source": "source", "category": "category", "received_at": "received_at"},
    ),
    "report.added_to": ("reports.addition", {"added_at": "@at"}),
    "report.complained_about": ("reports.complaint", {"reason": "reason", "filed_at": "@at"}),
    "allowance.set": (
        "cases.allowance", {"resource": "resource", "period": "period", "set_at": "@at", "set_by": "@by"},
    ),
    "case.proposed": ("cases.caseproposal", {"proposed_at": "@at"}),
    "case.opened": ("cases.case", {"number": "number", "category": "category", "opened_at": "@at", "opened_by": "@by"}),
    "authorization.asked": ("cases.authorizationrequest", {"number": "number", "asked_at": "@at", "asked_by": "@by"}),
    "authorization.granted": (
        "cases.authorization",
        {"keys": "provisions", "reference": "reference", "granted_at": "@at", "granted_by": "@by"},
    ),
    "case.passed": (
        "cases.passing",
        {"number": "number", "kind": "kind", "way": "way", "digest": "digest", "names_customer": "names_customer",
         "queued_at": "@at", "passed_by": "@by"},
    ),
    "note.written": ("cases.note", {"kind": "kind", "written_at": "@at", "written_by": "@by"}),
    "determination.decided": (
        "cases.determination", {"needs_approval": "needs_approval", "decided_at": "@at", "decided_by": "@by"},
    ),
    "measure.proposed": (
        "holds.measure",
        {"kind": "kind", "remedy_digest": "remedy", "without_notice": "without_notice", "ground": "ground",
         "proposed_at": "@at", "proposed_by": "@by"},
    ),
    "hold.placed": ("holds.hold", {"reason": "reason", "placed_at": "@at", "placed_by": "@by"}),
    "appeal.filed": ("appeals.appeal", {"number": "number", "filed_at": "@at", "filed_by": "@by"}),
    "appeal.message_written": (
        "appeals.appealmessage", {"side": "side", "written_at": "@at", "written_by": "@by"},
    ),
    "appeal.evidence_added": (
        "appeals.appealevidence", {"digest": "digest", "size": "size", "received_at": "@at"},
    ),
    "appeal.decided": (
        "appeals.appealdecision",
        {"outcome": "outcome", "determination": "determination", "measure": "measure", "replacement": "replacement",
         "measure_instead": "measure_instead", "reviewed_at": "@at", "reviewed_by": "@by"},
    ),
    "statement.computed": ("credits.creditstatement", {"digest": "digest", "month": "month", "computed_at": "@at"}),
    "objection.filed": ("credits.objection", {"number": "number", "filed_at": "@at", "filed_by": "@by"}),
}  # fmt: skip
#: What of a receipt's claims the record repeats, by the record's field.
_CLAIMS: Final = {
    "id": "jti", "digest": "digest", "person": "person", "capacity": "capacity", "method": "method", "at": "at",
    "ticks": "ticks", "binding_digest": "binding_digest", "edition_language": "edition_language",
    "edition_digest": "edition_digest",
}  # fmt: skip
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def check_records(
    found: Examination, contents: Mapping[str, bytes], digests: Mapping[str, str], sealed: Sealed | None
) -> Records:
    """Read every record; hold it against the files that it names by digest, and against the sealed acts about it."""
    records: Records = {}
    named = 0
    for member in sorted(name for name in contents if name.startswith(form.RECORDS)):
        kind = member.removeprefix(form.RECORDS).removesuffix(".jsonl")
        before = ""
        for number, one in lines_of(found, contents, member):
            key, files = one.get("id"), one.get("files", {})
            if not isinstance(key, str) or not isinstance(files, dict) or key <= before:
                found.fault(_("this record has no id, or stands out of order"), member=member, line=number)
                continue
            before = key
            records[kind, key] = one
            for name, file in sorted(files.items()):
                named += 1
                if not _SHA256.fullmatch(str(one.get(name))) or digests.get(str(file)) != one[name]:
                    found.fault(
                        _("{file} is not the file whose digest stands in “{name}”"),
                        member=member, line=number, file=file, name=name,
                    )  # fmt: skip
            if sealed is not None:
                _meet_ledger(found, member, number, kind, one, sealed)
    if named:
        found.proof(_("{count} documents and files in it have exactly the digests that the records name."), count=named)
    return records


def check_receipts(found: Examination, records: Records, *, jwks: Mapping[str, Any], tenant: str) -> None:
    """Check the signature of every receipt, and that its record says the same."""
    count = 0
    member = f"{form.RECORDS}{ACKNOWLEDGEMENT}.jsonl"
    for (kind, key), one in records.items():
        if kind != ACKNOWLEDGEMENT:
            continue
        try:
            claims = verify_jws(str(one.get("receipt")), jwks, typ=form.RECEIPT_TYP, issuer=None, tenant=tenant)
        except SignatureInvalid as error:
            found.fault(_("the receipt of {key} is not valid: {reason}"), member=member, key=key, reason=error)
            continue
        differing = [name for name, claim in _CLAIMS.items() if claim in claims and one.get(name) != claims[claim]]
        if differing:
            found.fault(
                _("the record {key} does not say what its receipt says: {fields}"),
                member=member, key=key, fields=", ".join(differing),
            )  # fmt: skip
        count += 1
    if count:
        found.proof(_("{count} acknowledgements carry a receipt that the reseller signed."), count=count)


def _meet_ledger(
    found: Examination, member: str, number: int, kind: str, one: Mapping[str, Any], sealed: Sealed
) -> None:
    for verb, (about, fields) in OWED.items():
        if about != kind:
            continue
        entry = sealed.about(kind, one["id"], verb.split("|"))
        if entry is None:
            named = verb.replace("|", "” or “")
            found.fault(_("no sealed act “{verb}” tells of it"), member=member, line=number, verb=named)
            continue
        differing = [name for name, fact in fields.items() if not _same(one.get(name), _said(entry, fact))]
        if differing:
            found.fault(
                _("it is not what the ledger sealed: {fields}"),
                member=member, line=number, fields=", ".join(differing),
            )  # fmt: skip


def _said(entry: Mapping[str, Any], fact: str) -> object:
    return entry[fact[1:]] if fact.startswith("@") else entry["facts"].get(fact)


def _same(found: object, sealed: object) -> bool:
    return found == sealed and type(found) is type(sealed)
