"""Checks the ledger's part of an evidence file: sealed entries, their tree heads, and what their digests stand for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.evidence.file import manifest as form
from portal.evidence.file.findings import Examination
from tenants.ledger.checking.proofs import CONSISTENCY, INCLUSION, check_head
from tenants.ledger.entries import NotCanonicalError, canonical_bytes, read_canonical
from tenants.ledger.keys import SignatureInvalid
from tenants.ledger.sealing.heads import SignedRoot, hash_from_hex
from tenants.ledger.sealing.merkle import leaf_hash, verify_consistency, verify_inclusion
from tenants.ledger.sentences import marked as _

_UNREADABLE = _("it cannot be read: {reason}")


@dataclass
class Sealed:
    """The entries that were proven, by what they are about, and by number."""

    by_subject: dict[tuple[str, str], list[Mapping[str, Any]]] = field(default_factory=dict)
    by_seq: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    def about(self, kind: str, key: str, verbs: Sequence[str]) -> Mapping[str, Any] | None:
        """The first entry of one of these verbs about a row."""
        return next((one for one in self.by_subject.get((kind, key), []) if one["verb"] in verbs), None)


def lines_of(found: Examination, contents: Mapping[str, bytes], member: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line of a member as the canonical JSON object it holds, with its number from 1; faults for others."""
    data = contents.get(member, b"")
    if data and not data.endswith(b"\n"):
        found.fault(_("its last line breaks off"), member=member)
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            yield number, read_canonical(line)
        except NotCanonicalError as error:
            found.fault(_UNREADABLE, member=member, line=number, reason=error)


def check_ledger(
    found: Examination, contents: Mapping[str, bytes], *, jwks: Mapping[str, Any], tenant: str, kept_head: str | None
) -> Sealed | None:
    """Check every proof, and say what the ledger shows; None without a newest head, which all of it hangs on.

    `kept_head` is a tree head kept elsewhere.
    """
    walk = _Ledger(found, contents, jwks, tenant)
    newest = walk.newest()
    if newest is None:
        return None
    walk.heads()
    walk.entries()
    walk.openings()
    if kept_head is not None:
        walk.meet(kept_head)
    return walk.sealed


@dataclass
class _Ledger:
    found: Examination
    contents: Mapping[str, bytes]
    jwks: Mapping[str, Any]
    tenant: str
    sealed: Sealed = field(default_factory=Sealed)
    known: dict[str, SignedRoot] = field(default_factory=dict)
    newest_token: str = ""

    def newest(self) -> SignedRoot | None:
        """The newest head, which all others lead to."""
        token = self.contents.get(form.HEAD)
        if token is None:
            self.found.fault(_("without the newest tree head nothing in the ledger is proven"), member=form.HEAD)
            return None
        try:
            self.newest_token = token.decode("ascii")
            self.known[self.newest_token] = root = check_head(self.newest_token, jwks=self.jwks, tenant=self.tenant)
        except (SignatureInvalid, UnicodeDecodeError) as error:
            self.found.fault(_("this tree head proves nothing: {reason}"), member=form.HEAD, reason=error)
            return None
        return root

    def heads(self) -> None:
        """Each older head, with the proof that the newest one continues it."""
        new = self.known[self.newest_token]
        sizes: list[int] = []
        for number, one in lines_of(self.found, self.contents, form.HEADS):
            try:
                _exactly(one, CONSISTENCY, {"first": str, "second": str, "path": list})
                old = check_head(one["first"], jwks=self.jwks, tenant=self.tenant)
                _require(one["second"] == self.newest_token, _("It does not lead to the newest tree head of the file."))
                shown = verify_consistency(
                    first=old.size, second=new.size, first_root=old.root, second_root=new.root, proof=_path(one["path"])
                )
                _require(shown, _("The second tree head does not continue the first."))
            except (SignatureInvalid, ValueError, TypeError) as error:
                self.found.fault(_("this proof shows nothing: {reason}"), member=form.HEADS, line=number, reason=error)
                continue
            self.known[one["first"]] = old
            sizes.append(old.size)
        if sizes != sorted(set(sizes)):
            self.found.fault(_("the tree heads do not stand once each in their order"), member=form.HEADS)

    def entries(self) -> None:
        """Each entry, with the proof that the head it was sealed under covers it."""
        indices: list[int] = []
        for number, one in lines_of(self.found, self.contents, form.ENTRIES):
            try:
                _exactly(one, INCLUSION, {"entry": dict, "index": int, "path": list, "head": str})
                _require(one["head"] in self.known, _("No proof leads from its tree head to the newest one."))
                head = self.known[one["head"]]
                leaf = leaf_hash(canonical_bytes(one["entry"]))
                shown = verify_inclusion(
                    index=one["index"], size=head.size, leaf=leaf, proof=_path(one["path"]), tree_root=head.root
                )
                _require(shown, _("The path does not lead from this entry to the root of the tree head."))
                entry = one["entry"]
                subject = (str(entry["subject"]["type"]), str(entry["subject"]["id"]))
                self.sealed.by_subject.setdefault(subject, []).append(entry)
                self.sealed.by_seq[entry["seq"]] = entry
            except (SignatureInvalid, ValueError, TypeError, KeyError) as error:
                self.found.fault(
                    _("this entry is not proven: {reason}"), member=form.ENTRIES, line=number, reason=error
                )
                continue
            indices.append(one["index"])
        if indices != sorted(set(indices)):
            self.found.fault(_("the entries do not stand once each in their order"), member=form.ENTRIES)
        newest = self.known[self.newest_token]
        if indices:
            self.found.proof(
                _(
                    "{count} acts stand in the reseller’s ledger exactly so, under signed tree heads; nothing before"
                    " the newest of them, over {size} acts with the root {root}, was changed since."
                ),
                count=len(indices),
                size=newest.size,
                root=newest.root.hex(),
            )

    def openings(self) -> None:
        """What stands behind digests in entries: the salts and values that are not erased."""
        for member, name in ((form.OPENINGS, ""), (form.NAMES, "ledger")):
            for number, one in self._opened(member, name):
                try:
                    entry = self.sealed.by_seq[one["seq"]]
                    digest = hashlib.sha256(bytes.fromhex(one["salt"]) + one["value"].encode()).hexdigest()
                    right = entry["facts"].get(f"{one['name']}_digest") == digest
                except (KeyError, TypeError, ValueError, AttributeError):
                    right = False
                if not right:
                    self.found.fault(
                        _("this value is not the one whose digest the ledger sealed"), member=member, line=number
                    )

    def _opened(self, member: str, name: str) -> Iterator[tuple[int | None, Any]]:
        if not name:
            yield from lines_of(self.found, self.contents, member)
            return
        if member not in self.contents:
            return
        try:
            whole = read_canonical(self.contents[member])
            yield from ((None, one) for one in whole[name])
        except (NotCanonicalError, KeyError, TypeError) as error:
            self.found.fault(_UNREADABLE, member=member, reason=error)

    def meet(self, kept: str) -> None:
        """Hold the head kept elsewhere against those in the file."""
        try:
            head = check_head(kept, jwks=self.jwks, tenant=self.tenant)
        except SignatureInvalid as error:
            self.found.fault(_("the tree head kept elsewhere does not belong to this file: {reason}"), reason=error)
            return
        here = next((one for one in self.known.values() if one.size == head.size), None)
        if here is None:
            self.found.fault(
                _(
                    "no proof in this file leads to the tree head kept elsewhere, over {size} acts: have it exported"
                    " with that head"
                ),
                size=head.size,
            )
        elif here.root != head.root:
            self.found.fault(
                _("the first {size} acts are not those that the tree head kept elsewhere seals"), size=head.size
            )
        else:
            self.found.proof(
                _("The ledger still continues the tree head that was kept elsewhere, over {size} acts."), size=head.size
            )


def _exactly(document: Mapping[str, Any], wanted: str, fields: Mapping[str, type]) -> None:
    whole = document.get("format") == wanted and set(document) == {"format", *fields}
    if not whole or any(type(document[name]) is not kind for name, kind in fields.items()):
        raise SignatureInvalid(_("This is not a proof in the format {format}."), format=wanted)


def _require(shown: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not shown:
        raise SignatureInvalid(otherwise)


def _path(path: Sequence[Any]) -> list[bytes]:
    return [hash_from_hex(step) for step in path]
