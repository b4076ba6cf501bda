"""Checks the ledger's own tables against the signed heads: what a superuser changed there is found and named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tenants.ledger.checking.batches import BatchCheck, check_batch, leads_to, root_at
from tenants.ledger.checking.batches import frontier_beside as beside
from tenants.ledger.checking.findings import (
    DIFFERENCE_SENTENCES,
    KEPT_HEAD_DIFFERS,
    KEPT_HEAD_IS_LONGER,
    Finding,
    Verification,
)
from tenants.ledger.entries import instant_text
from tenants.ledger.keys import SignatureInvalid, public_jwks, verify_jws
from tenants.ledger.models import Block, Entry, Leaf, Stamp, TreeHead
from tenants.ledger.publishing.time_stamps import NotStamped, read_stamp
from tenants.ledger.sealing.heads import HEAD_TYP, SignedRoot, signed_root
from tenants.ledger.sealing.merkle import BLOCK, Frontier
from tenants.ledger.sealing.places import Place, Places, heads
from tenants.ledger.sentences import Sentence
from tenants.ledger.sentences import marked as _
from tenants.resellers.current import connection

REACH = 32  # how many places entries behind a broken head may have been moved up or down and are still recognised

NO_HEAD_ELSEWHERE = _(
    "Only a tree head kept elsewhere shows that the newest entries were not cut off together with their heads; "
    "give it with --head."
)
NOT_SIGNED = _("the head over {size} entries is not validly signed: {reason}")
HEAD_CHANGED = _("the head over {size} entries was changed in the table: it was signed otherwise")
HEAD_MISSING = _("the head over {size} entries, which the next one names, is missing")
CLOSED_UP = _("{count} of the entries sealed from {first} to {last} are gone, and all after them were moved up")
MADE_ROOM = _("{count} entries were inserted from {first} to {last}, and all after them were moved down")
NOT_STAMPED = _("the time stamp kept beside the head over {size} entries does not hold: {reason}")
STAMP_CHANGED = _("the time stamp beside the head over {size} entries says another instant than is kept with it")
BLOCK_CHANGED = _("the hash kept for the entries {first} to {last}, from which proofs are made, was changed")


def verify_tables(*, head: str | None = None, jwks: Mapping[str, Any] | None = None) -> Verification:
    """Returns everything wrong with the current schema's sealed entries, named by their place in the tree and number.

    `head` is a signed tree head and `jwks` a set of keys that were kept elsewhere; without `jwks`, signatures are
    checked against the reseller's key folder, which lies outside the database.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:  # what is sealed meanwhile must not look like rows that no head seals
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
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
    rows: Places = field(default_factory=Places)
    broken_at: int | None = None  # where the first head began that seals something else than what stands there
    shift: int = 0  # how many places behind it the entries now stand from where they were sealed
    blocks: "_Blocks" = field(default_factory=lambda: _Blocks())  # noqa: PLW0108 - defined below

    def run(self) -> Verification:
        """Walks along all heads, then looks at what no head covers."""
        if self.kept_head is not None:
            try:
                self.kept = signed_root(self._payload(self.kept_head.strip()))
            except SignatureInvalid as error:
                self._say(_("the tree head kept elsewhere does not belong to this ledger: {reason}"), reason=error)
        for head in heads():
            self._check(head)
        self._name_uncovered()
        for index in self.blocks.changed:
            self._say(BLOCK_CHANGED, first=index * BLOCK, last=(index + 1) * BLOCK - 1)
        self._check_stamps()
        if self.kept and self.kept.size > self.proven.size:
            self._say(KEPT_HEAD_IS_LONGER, size=self.kept.size, here=self.proven.size)
        notes = () if self.kept else (Sentence(NO_HEAD_ELSEWHERE),)
        return Verification(tuple(self.findings), notes, entries=self.proven.size, heads=self.heads)

    def _say(self, template: str, *, entry: int | None = None, seq: int | None = None, **values: object) -> None:
        self.findings.append(Finding(Sentence(template, values), entry=entry, seq=seq))

    def _payload(self, token: str) -> dict[str, Any]:
        return verify_jws(token, self.keys, typ=HEAD_TYP, issuer=None, tenant=connection.schema_name)

    def _signed(self, head: TreeHead) -> SignedRoot | None:
        """Returns what the head says if it can be gone by; names what is wrong with the head itself."""
        try:
            payload = self._payload(head.signed)
            signed = signed_root(payload)
        except SignatureInvalid as error:
            self._say(NOT_SIGNED, size=head.size, reason=error)
            rows = self.rows.between(self.proven.size, head.size)
            self.proven.extend(row.found for row in rows if row.found is not None)
            return None
        as_kept = (head.size, bytes(head.root), instant_text(head.at))
        if as_kept != (signed.size, signed.root, payload.get("at")):
            self._say(HEAD_CHANGED, size=head.size)
        before = payload.get("previous_size", self.proven.size)
        if before > self.proven.size:
            self._say(HEAD_MISSING, size=before)
        return signed if signed.size > self.proven.size else None

    def _check(self, head: TreeHead) -> None:
        self.heads += 1
        signed = self._signed(head)
        if signed is None:
            return
        base = self.proven
        rows = self._places_for(base, signed)
        present = [row for row in rows if row.found is not None]
        check = check_batch(
            base=base,
            found=_found(rows),
            listed=_listed(rows),
            frontier=beside(signed.size, head.frontier),
            signed=signed,
            by_number=lambda: _found(sorted(rows, key=lambda row: row.seq)),
        )
        self._name(check, present, base)
        for index in _holes(rows, base.size + self.shift, signed.size + self.shift):
            self._say(DIFFERENCE_SENTENCES["missing"], entry=index - self.shift)
        for fault in check.faults:
            self._say(fault, first=base.size, last=signed.size - 1, size=signed.size, here=base.size + len(present))
        if check.leaves is None and self.broken_at is None:
            self.broken_at = base.size
        self.blocks.take(base.size, check.leaves, signed.size)
        self.proven = check.proven
        covered = self.kept and base.size < self.kept.size <= check.proven.size
        if self.kept and covered and root_at(self.kept.size, base=base, check=check) != self.kept.root:
            self._say(KEPT_HEAD_DIFFERS, size=self.kept.size)

    def _places_for(self, base: Frontier, signed: SignedRoot) -> list[Place]:
        """Returns the places that a head seals; behind a broken head, those that were moved up or down are sought."""
        rows = self.rows.between(base.size + self.shift, signed.size + self.shift)
        if self.broken_at is None or _is_sealed(rows, base, signed):
            return rows
        for by in sorted(range(-REACH, REACH + 1), key=abs):
            others = Places().between(base.size + by, signed.size + by) if by else rows
            if by != self.shift and _is_sealed(others, base, signed):
                count, self.shift = by - self.shift, by
                template = MADE_ROOM if count > 0 else CLOSED_UP
                self._say(template, count=abs(count), first=self.broken_at, last=base.size - 1)
                return others
        return rows

    def _name(self, check: BatchCheck, present: Sequence[Place], base: Frontier) -> None:
        for one in check.differences:
            row = present[one.found_at] if one.found_at is not None else None
            index = base.size + (one.sealed_at or 0)
            place = row.index - self.shift if row else index
            self._say(DIFFERENCE_SENTENCES[one.kind], entry=place, seq=row.seq if row else None, index=index)

    def _check_stamps(self) -> None:
        """Reads every kept time stamp against its head, and against the certificates that the deployment trusts."""
        for stamp in Stamp.objects.select_related("head").order_by("head_id"):
            try:
                found = read_stamp(bytes(stamp.response), data=stamp.head.signed.encode())
            except NotStamped as error:
                self._say(NOT_STAMPED, size=stamp.head_id, reason=error)
            else:
                if found.at != stamp.at:
                    self._say(STAMP_CHANGED, size=stamp.head_id)

    def _name_uncovered(self) -> None:
        uncovered = Leaf.objects.filter(index__gte=self.proven.size + self.shift).order_by("index")
        for index, seq in uncovered.values_list("index", "entry_id"):
            self._say(_("no tree head seals it"), entry=index, seq=seq)
        for seq in Entry.objects.filter(leaf=None, unsealed=None).order_by("pk").values_list("pk", flat=True):
            self._say(_("it is neither sealed nor waiting to be sealed"), seq=seq)


class _Blocks:
    """Compares the kept hashes of full blocks with the leaves that the heads prove."""

    def __init__(self) -> None:
        self.kept = {index: bytes(kept) for index, kept in Block.objects.values_list("index", "hash")}
        self.tree: Frontier | None = Frontier()
        self.changed: list[int] = []

    def take(self, start: int, leaves: Sequence[bytes] | None, end: int) -> None:
        """Go on with proven leaves; None: what stands from `start` up to `end` is not known."""
        if leaves is None:
            self.tree = None
            return
        at = start
        while at < end:
            index, stop = at // BLOCK, min(end, (at // BLOCK + 1) * BLOCK)
            if at % BLOCK == 0:
                self.tree = Frontier()
            if self.tree is not None:
                self.tree.extend(leaves[at - start : stop - start])
                if stop % BLOCK == 0 and self.kept.get(index, self.tree.root()) != self.tree.root():
                    self.changed.append(index)
            at = stop


def _found(rows: Sequence[Place]) -> list[bytes]:
    return [row.found for row in rows if row.found is not None]


def _listed(rows: Sequence[Place]) -> list[bytes]:
    return [row.listed for row in rows]


def _is_sealed(rows: Sequence[Place], base: Frontier, signed: SignedRoot) -> bool:
    readings: list[Callable[[Sequence[Place]], list[bytes]]] = [_listed, _found]
    return any(leads_to(signed, base, reading(rows)) for reading in readings)


def _holes(rows: Sequence[Place], start: int, end: int) -> list[int]:
    """Returns the places that are missing before others, or all if none is left; at the end only the count is known."""
    if len(rows) == end - start:
        return []
    last = rows[-1].index if rows else end
    return sorted(set(range(start, last)) - {row.index for row in rows})
