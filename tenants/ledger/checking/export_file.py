"""Checks an exported ledger from the file alone: no database, no settings, no network."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tenants.ledger import export_format as form
from tenants.ledger.checking.batches import (
    BatchCheck,
    check_batch,
    frontier_beside,
    root_at,
)
from tenants.ledger.checking.findings import (
    DIFFERENCE_SENTENCES,
    KEPT_HEAD_DIFFERS,
    KEPT_HEAD_IS_LONGER,
    Finding,
    Verification,
)
from tenants.ledger.entries import NotCanonicalError, read_canonical
from tenants.ledger.keys import SignatureInvalid, trusted_keys, verify_jws
from tenants.ledger.sealing.heads import HEAD_TYP, SignedRoot, hash_from_hex, signed_root
from tenants.ledger.sealing.merkle import Frontier, leaf_hash
from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _

_NO_TRAILER = _("the file ends without its trailer, so something may have been cut off")
_TRAILER_CHANGED = _("the trailer was changed: {reason}")
_LONGEST_TRAILER = 20_000


def verify_file(
    path: Path, *, head: str | None = None, jwks: Mapping[str, Any] | None = None, most: Most | None = None
) -> Verification:
    """Returns everything wrong with an export file, named by line and entry; with `most`, the first of that.

    `head` is a signed tree head and `jwks` a set of public keys that were kept elsewhere. Without either, the
    file is only shown to agree with the keys inside it, and the result says so. Raises OSError for a missing file.
    """
    with path.open("rb") as file:
        return verify_stream(file, head=head, jwks=jwks, most=most)


def verify_stream(
    file: BinaryIO, *, head: str | None = None, jwks: Mapping[str, Any] | None = None, most: Most | None = None
) -> Verification:
    """Returns what `verify_file` returns, of a file that is open already."""
    check = _FileCheck(kept_head=head, kept_jwks=jwks, most=most or Most())
    try:
        return check.run(file)
    except _Enough:
        return check.result()


@dataclass(frozen=True)
class Most:
    """Where a check ends: after so many findings, and at so many lines."""

    findings: int | None = None
    lines: int | None = None


class _Enough(Exception):
    """So much is wrong that the check need not go on."""


@dataclass(frozen=True)
class Trailer:
    """What a file's last line was signed with; `reason` says why it shows nothing."""

    entries: int = 0
    heads: int = 0
    reason: Sentence | None = None


def signed_trailer(data: bytes, *, jwks: Mapping[str, Any], tenant: str) -> Trailer:
    """Reads the last line of a file alone, which signs all above it, and checks that signature."""
    line = data[data.rfind(b"\n", 0, -1) + 1 :].removesuffix(b"\n")
    if not line.startswith(form.TRAILER_START) or len(line) > _LONGEST_TRAILER:
        return Trailer(reason=Sentence(_NO_TRAILER))
    try:
        token = str(read_canonical(line)["trailer"])
        said = verify_jws(token, jwks, typ=form.TRAILER_TYP, issuer=None, tenant=tenant)
        return Trailer(int(said["entries"]), int(said["heads"]))
    except (NotCanonicalError, SignatureInvalid, KeyError, TypeError, ValueError) as error:
        return Trailer(reason=Sentence(_TRAILER_CHANGED, {"reason": error}))


@dataclass(frozen=True)
class _Line:
    """What stands in a line that should be an entry, until a head is found that seals it."""

    number: int
    data: bytes

    def seq(self) -> int | None:
        """Returns the entry's own number, if the line can still be read."""
        try:
            value = read_canonical(self.data).get("seq")
        except NotCanonicalError:
            return None
        return value if isinstance(value, int) else None


@dataclass
class _FileCheck:
    """One walk through a file; `proven` is the tree as the signed heads prove it so far."""

    kept_head: str | None
    kept_jwks: Mapping[str, Any] | None
    most: Most
    findings: list[Finding] = field(default_factory=list)
    keys: Mapping[str, Any] = field(default_factory=dict)
    schema: str = ""
    hosts: list[str] = field(default_factory=list)
    header_sha256: str = ""
    pending: list[_Line] = field(default_factory=list)
    proven: Frontier = field(default_factory=Frontier)
    heads: int = 0
    ended: bool = False
    misnamed: bool = False
    kept: SignedRoot | None = None

    def run(self, file: BinaryIO) -> Verification:
        """Walks through all lines; memory holds the entries of one head at a time."""
        digest = hashlib.sha256()
        number = 0
        for number, raw in enumerate(file, start=1):  # the last number is used after the walk
            line = raw.removesuffix(b"\n")
            if self.most.lines is not None and number > self.most.lines:
                self._say(number, _("more lines follow than were exported"))
                raise _Enough
            if line == raw:
                self._say(number, _("the file breaks off in this line"))
            if number == 1:
                if not self._read_header(line):
                    return self.result()
            else:
                self._read_line(number, line, digest)
            digest.update(raw)
        if not self.ended:
            self._name_uncovered()
            self._say(number or None, _NO_TRAILER)
        if self.kept and self.kept.size > self.proven.size:
            self._say(
                None,
                KEPT_HEAD_IS_LONGER,
                size=self.kept.size,
                here=self.proven.size,
            )
        return self.result()

    def _read_line(self, number: int, line: bytes, digest: hashlib._Hash) -> None:
        """Takes any line behind the header; `digest` is over all lines above it."""
        if self.ended:
            self._say(number, _("it stands after the end of the export"))
        elif line.startswith(form.TRAILER_START):
            self._check_trailer(number, line, digest.hexdigest())
        elif line.startswith(form.HEAD_START) or all(mark in line for mark in form.HEAD_MARKS):
            self._check_head(number, line)
        else:
            self.pending.append(_Line(number, line))

    def _say(self, line: int | None, template: str, **values: object) -> None:
        self._add(Finding(Sentence(template, values), line=line))

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        if self.most.findings is not None and len(self.findings) >= self.most.findings:
            raise _Enough

    def result(self) -> Verification:
        """Returns what was found so far."""
        notes = []
        if self.kept_jwks is None and self.kept_head is None:
            notes.append(
                Sentence(
                    _(
                        "Signatures were checked only against the keys inside the file. Whoever rewrote all of it "
                        "could have put in keys of their own; only keys or a tree head kept elsewhere would show that."
                    )
                )
            )
        elif self.kept_jwks is None and self.kept and self.kept.size < self.proven.size:
            notes.append(
                Sentence(
                    _(
                        "The entries from {first} on are newer than the tree head kept elsewhere, which cannot vouch "
                        "for them."
                    ),
                    {"first": self.kept.size},
                )
            )
        return Verification(tuple(self.findings), tuple(notes), entries=self.proven.size, heads=self.heads)

    def _read_header(self, line: bytes) -> bool:
        """Takes the keys and names from the header; False if nothing after it could be checked."""
        self.header_sha256 = hashlib.sha256(line).hexdigest()
        try:
            header = read_canonical(line)
            if header.get("format") != form.FORMAT:
                self._say(1, _("this is not an export of a ledger in the format {format}"), format=form.FORMAT)
                return False
            self.schema, self.hosts = str(header["reseller"]["schema"]), list(header["hosts"])
            self.keys = header["jwks"]
            inside = trusted_keys(header["jwks"])
        except (NotCanonicalError, SignatureInvalid) as error:
            self._say(1, _("the header was changed: {reason}"), reason=error)
            return False
        except (KeyError, TypeError):
            self._say(1, _("the header was changed: it lacks the reseller, its hosts or its keys"))
            return False
        if self.kept_jwks is not None:
            self.keys = self.kept_jwks
            for kid in sorted(set(inside) - set(trusted_keys(self.kept_jwks))):
                self._say(1, _("key {kid} in the file is not among the keys kept elsewhere"), kid=kid)
        if self.kept_head is not None:
            try:
                self.kept = signed_root(self._payload(self.kept_head.strip(), HEAD_TYP))
            except SignatureInvalid as error:
                self._say(None, _("the tree head kept elsewhere does not belong to this file: {reason}"), reason=error)
        return True

    def _payload(self, token: object, typ: str, *, line: int | None = None) -> dict[str, Any]:
        """Returns what a key signed; names the header as changed if it was signed for others than the header names."""
        payload = verify_jws(str(token), self.keys, typ=typ, issuer=None)
        named = payload.get("tenant") == self.schema and payload.get("iss") in self.hosts
        if not named and line is None:
            raise SignatureInvalid(_("It was issued for another reseller."))
        if not named and not self.misnamed:
            self.misnamed = True
            self._say(
                1,
                _(
                    "the header names other hosts or another reseller than {issuer} and {tenant}, for whom line "
                    "{signed} was signed"
                ),
                issuer=payload.get("iss"),
                tenant=payload.get("tenant"),
                signed=line,
            )
        return payload

    def _check_head(self, number: int, line: bytes) -> None:
        entries, self.pending = self.pending, []
        found = [leaf_hash(entry.data) for entry in entries]
        self.heads += 1
        try:
            beside = read_canonical(line)
            signed = signed_root(self._payload(beside["head"], HEAD_TYP, line=number))
            listed = [hash_from_hex(leaf) for leaf in beside["leaves"]]
            frontier = frontier_beside(signed.size, beside["frontier"])
            if set(beside) != {"frontier", "head", "leaves"}:
                self._say(number, _("something was added to this tree head"))
        except SignatureInvalid as error:
            self._say(number, _("the signature of this tree head is not valid: {reason}"), reason=error)
            return self.proven.extend(found)
        except (NotCanonicalError, KeyError, TypeError, ValueError) as error:
            self._say(number, _("this tree head was changed: {reason}"), reason=error)
            return self.proven.extend(found)
        base = self.proven
        check = check_batch(
            base=base,
            found=found,
            listed=listed,
            frontier=frontier,
            signed=signed,
            by_number=lambda: [leaf_hash(one.data) for one in sorted(entries, key=lambda one: one.seq() or 0)],
        )
        self._name_differences(number, entries, base.size, check)
        for fault in check.faults:
            self._say(
                number,
                fault,
                first=base.size,
                last=base.size + len(found) - 1,
                size=signed.size,
                here=base.size + len(found),
            )
        self.proven = check.proven
        self._meet_kept_head(number, base, check)
        return None

    def _name_differences(self, number: int, entries: list[_Line], base: int, check: BatchCheck) -> None:
        for one in check.differences:
            line = entries[one.found_at] if one.found_at is not None else None
            place = one.sealed_at if one.found_at is None else one.found_at
            self._add(
                Finding(
                    Sentence(DIFFERENCE_SENTENCES[one.kind], {"index": base + (one.sealed_at or 0)}),
                    line=line.number if line else number,
                    entry=base + (place or 0),
                    seq=line.seq() if line else None,
                )
            )

    def _meet_kept_head(self, number: int, base: Frontier, check: BatchCheck) -> None:
        """Compares with the head kept elsewhere, if it was issued within this batch."""
        if self.kept is None or not base.size < self.kept.size <= check.proven.size:
            return
        if root_at(self.kept.size, base=base, check=check) != self.kept.root:
            self._say(
                number,
                KEPT_HEAD_DIFFERS,
                size=self.kept.size,
            )

    def _check_trailer(self, number: int, line: bytes, digest: str) -> None:
        self._name_uncovered()
        self.ended = True
        try:
            trailer = read_canonical(line)
            said = self._payload(trailer["trailer"], form.TRAILER_TYP, line=number)
            if len(trailer) != 1:
                self._say(number, _("something was added to the trailer"))
        except (NotCanonicalError, SignatureInvalid, KeyError) as error:
            self._say(number, _TRAILER_CHANGED, reason=error)
            return
        if said.get("header_sha256") != self.header_sha256:
            self._say(1, _("the header is not the one that was signed at export"))
        elif said.get("sha256") != digest:
            self._say(number, _("the lines above are not those that were signed at export"))
        counted = {"entries": self.proven.size, "heads": self.heads, "root_hash": self.proven.root().hex()}
        if {name: said.get(name) for name in counted} != counted:
            self._say(number, _("the export was signed with other entries or other tree heads"))

    def _name_uncovered(self) -> None:
        for at, line in enumerate(self.pending):
            self._add(
                Finding(
                    Sentence(_("no tree head seals it")),
                    line=line.number,
                    entry=self.proven.size + at,
                    seq=line.seq(),
                )
            )
        self.pending = []
