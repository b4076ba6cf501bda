"""Makes proofs from the sealed leaves; `tenants.ledger.checking.proofs` checks them."""

import json
from typing import Any

from django.utils.translation import gettext as _

from tenants.ledger.checking.proofs import CONSISTENCY, INCLUSION
from tenants.ledger.models import Block, Entry, Leaf, TreeHead
from tenants.ledger.sealing.merkle import (
    BLOCK,
    consistency_path,
    inclusion_path,
    root,
    root_over_blocks,
    verify_consistency,
    verify_inclusion,
)
from tenants.ledger.sealing.queries import block_leaves, bytes_of, newest_head
from tenants.resellers.refusals import Refused


def prove_inclusion(*, entry: Entry, size: int | None = None) -> dict[str, Any]:
    """Returns the proof of a sealed entry under the head over `size` entries, or under the newest.

    Reads about one row for each 1,024 entries and two blocks of leaves. Raises Refused: `not_sealed` (409),
    `no_head` (404), `head_too_small`, `ledger_changed` (the stored hashes do not lead to the head).
    """
    leaf = Leaf.objects.filter(entry=entry).first()
    if leaf is None:
        raise Refused("not_sealed", _("This entry is not sealed yet; it will be within a minute."))
    head = the_head(size)
    if leaf.index >= head.size:
        raise Refused("head_too_small", _("That tree head is older than the entry; choose a later one."), status=422)
    path = inclusion_path(leaf.index, head.size, root_of)
    hashed = bytes(leaf.hash)
    if not verify_inclusion(index=leaf.index, size=head.size, leaf=hashed, proof=path, tree_root=bytes(head.root)):
        raise _changed()
    return {
        "format": INCLUSION,
        "entry": json.loads(bytes_of(entry)),
        "index": leaf.index,
        "path": [step.hex() for step in path],
        "head": head.signed,
    }


def prove_consistency(*, first: int, second: int | None = None) -> dict[str, Any]:
    """Returns the proof that the head over `second` entries (None: the newest) continues the one over `first`.

    Raises Refused: `no_head` (404), `head_too_small` (the second is the older one), `ledger_changed`.
    """
    old, new = the_head(first), the_head(second)
    if old.size > new.size:
        raise Refused("head_too_small", _("The second tree head is older than the first; swap them."), status=422)
    path = consistency_path(old.size, new.size, root_of)
    if not verify_consistency(
        first=old.size, second=new.size, first_root=bytes(old.root), second_root=bytes(new.root), proof=path
    ):
        raise _changed()
    return {
        "format": CONSISTENCY,
        "first": old.signed,
        "second": new.signed,
        "path": [step.hex() for step in path],
    }


def the_head(size: int | None) -> TreeHead:
    """Returns the head over `size` entries, or the newest; raises Refused `no_head`."""
    head = newest_head() if size is None else TreeHead.objects.filter(size=size).first()
    if head is None:
        sentence = _("Nothing is sealed yet.") if size is None else _("No tree head seals exactly %s entries.") % size
        raise Refused("no_head", sentence, status=404)
    return head


def root_of(start: int, end: int) -> bytes:
    """Returns the hash of the subtree over leaves `start` up to `end`, from kept blocks where there are any.

    As RFC 9162 splits a tree, `start` is a multiple of the smallest power of two that is not less than the length.
    """
    if end - start < BLOCK:
        inside = start // BLOCK
        return root(block_leaves(inside, until=end)[start - inside * BLOCK :])
    wanted = range(start // BLOCK, end // BLOCK)
    kept = dict(Block.objects.filter(index__gte=wanted.start, index__lt=wanted.stop).values_list("index", "hash"))
    blocks = (bytes(kept[index]) if index in kept else root(block_leaves(index)) for index in wanted)
    return root_over_blocks(blocks, block_leaves(wanted.stop, until=end) if end % BLOCK else ())


def _changed() -> Refused:
    return Refused("ledger_changed", _("The stored hashes do not lead to this tree head: run verify_ledger."))
