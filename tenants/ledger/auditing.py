"""Checks the ledger's own tables against the signed heads: what a superuser changed there is found and named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.ledger.batches import BatchCheck, SignedRoot, check_batch, frontier_beside, root_at, signed_root
from tenants.ledger.exportformat import HEAD_TYP
from tenants.ledger.findings import (
    DIFFERENCE_SENTENCES,
    KEPT_HEAD_DIFFERS,
    KEPT_HEAD_IS_LONGER,
    Finding,
    Verification,
)
from tenants.ledger.keys import SignatureInvalid, public_jwks, verify_jws
from tenants.ledger.merkle import Frontier, leaf_hash
from tenants.ledger.models import Entry, Leaf, TreeHead
from tenants.ledger.sealing import bytes_of
from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _
from tenants.resellers.current import connection

NO_HEAD_ELSEWHERE = _(
    "Only a tree head kept elsewhere shows that the newest entries were not cut off together with their heads; "
    "give it with --head."
)


def verify_tables(*, head: str | None = None, jwks: Mapping[str, Any] | None = None) -> Verification:
    """Return everything wrong with the current schema's sealed entries, named by their place in the tree and number.

    `head` is a signed tree head and `jwks` a set of keys that were kept elsewhere; without `jwks`, signatures are
    checked against the reseller's key folder, which lies outside the database.
    """
    return _TableCheck(keys=jwks or public_jwks(connection.schema_name), kept_head=head).run()


@dataclass
class _TableCheck:
    """One walk along the heads; `proven` is the tree as they prove it so far."""

    keys: Mapping[str, Any]
    kept_head: str | None
    findings: list[Finding] = field(default_factory=list)
    proven: Frontier = field(default_factory=Frontier)
    heads: int = 0
    kept: SignedRoot | None = None

    def run(self) -> Verification:
        """Walk along all heads, then look at what no head covers."""
        if self.kept_head is not None:
            try:
                self.kept = signed_root(self._payload(self.kept_head.strip()))
            except SignatureInvalid as error:
                self._say(_("the tree head kept elsewhere does not belong to this ledger: {reason}"), reason=error)
        for size in TreeHead.objects.order_by("size").values_list("size", flat=True):
            self._check(TreeHead.objects.get(size=size))
        self._name_uncovered()
        if self.kept and self.kept.size > self.proven.size:
            self._say(KEPT_HEAD_IS_LONGER, size=self.kept.size, here=self.proven.size)
        notes = () if self.kept else (Sentence(NO_HEAD_ELSEWHERE),)
        return Verification(tuple(self.findings), notes, entries=self.proven.size, heads=self.heads)

    def _say(self, template: str, *, entry: int | None = None, seq: int | None = None, **values: object) -> None:
        self.findings.append(Finding(Sentence(template, values), entry=entry, seq=seq))

    def _payload(self, token: str) -> dict[str, Any]:
        return verify_jws(token, self.keys, typ=HEAD_TYP, issuer=None, tenant=connection.schema_name)

    def _check(self, head: TreeHead) -> None:
        self.heads += 1
        base = self.proven
        rows = _rows(base.size, head.size)
        try:
            signed = signed_root(self._payload(head.signed))
        except SignatureInvalid as error:
            self._say(_("the head over {size} entries is not validly signed: {reason}"), size=head.size, reason=error)
            self.proven.extend(row.found for row in rows if row.found is not None)
            return
        if (head.size, bytes(head.root)) != (signed.size, signed.root):
            self._say(
                _("the head over {size} entries was changed in the table: it was signed otherwise"), size=head.size
            )
        present = [row for row in rows if row.found is not None]
        check = check_batch(
            base=base,
            found=[row.found for row in rows if row.found is not None],
            listed=[row.listed for row in rows if row.listed is not None],
            frontier=frontier_beside(signed.size, head.frontier),
            signed=signed,
        )
        self._name(check, present, base)
        lost = sorted(set(range(base.size, signed.size)) - {row.index for row in rows})
        for index in lost:
            self._say(DIFFERENCE_SENTENCES["missing"], entry=index)
        for fault in check.faults:
            self._say(fault, first=base.size, last=signed.size - 1, size=signed.size, here=base.size + len(present))
        self.proven = check.proven
        covered = self.kept and base.size < self.kept.size <= check.proven.size
        if self.kept and covered and root_at(self.kept.size, base=base, check=check) != self.kept.root:
            self._say(KEPT_HEAD_DIFFERS, size=self.kept.size)

    def _name(self, check: BatchCheck, present: "list[_Row]", base: Frontier) -> None:
        for one in check.differences:
            row = present[one.found_at] if one.found_at is not None else None
            place = row.index if row else base.size + (one.sealed_at or 0)
            index = base.size + (one.sealed_at or 0)
            self._say(DIFFERENCE_SENTENCES[one.kind], entry=place, seq=row.seq if row else None, index=index)

    def _name_uncovered(self) -> None:
        for index, seq in Leaf.objects.filter(index__gte=self.proven.size).values_list("index", "entry_id"):
            self._say(_("no tree head seals it"), entry=index, seq=seq)
        for seq in Entry.objects.filter(leaf=None, unsealed=None).order_by("pk").values_list("pk", flat=True):
            self._say(_("it is neither sealed nor waiting to be sealed"), seq=seq)


@dataclass(frozen=True, slots=True)
class _Row:
    """One place in the tree as the tables have it: the hash of the entry there now, and the one it was sealed with."""

    index: int
    seq: int
    found: bytes | None
    listed: bytes | None


def _rows(start: int, end: int) -> list[_Row]:
    """Return the places from `start` up to `end`; `found` is None where the entry is gone or cannot be written."""
    leaves = list(Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index"))
    entries = Entry.objects.in_bulk([leaf.entry_id for leaf in leaves])
    return [_Row(leaf.index, leaf.entry_id, _hash_now(entries.get(leaf.entry_id)), bytes(leaf.hash)) for leaf in leaves]


def _hash_now(entry: Entry | None) -> bytes | None:
    try:
        return leaf_hash(bytes_of(entry)) if entry else None
    except ValueError:  # such as a float put into the facts: nothing like it can have been sealed
        return leaf_hash(repr(entry).encode())
