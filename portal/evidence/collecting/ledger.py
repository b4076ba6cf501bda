"""The ledger's part: every sealed act about what the file holds, proven under the head that sealed it."""

import functools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from portal.evidence.collecting.bundle import Bundle
from tenants.ledger.checking.proofs import CONSISTENCY, INCLUSION
from tenants.ledger.entries import canonical_bytes
from tenants.ledger.models import Entry, Leaf, TreeHead
from tenants.ledger.proving import root_of
from tenants.ledger.sealing.merkle import consistency_path, inclusion_path
from tenants.ledger.sealing.queries import bytes_of, newest_head
from tenants.resellers.refusals import Refused

_DAYS = 1_000  # a file leads to the last head of so many days at most, the latest ones
_MANY = 1_000  # ids asked for at once


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """The members, the entries in them, and the newest head."""

    entries: Sequence[Entry]
    proofs: bytes
    heads: bytes
    newest: TreeHead


def ledger_part(bundle: Bundle, *, kept: TreeHead | None) -> LedgerPart:
    """Proves the sealed acts about every row of the bundle; also leads from `kept`, a head that somebody holds.

    Raises Refused: `nothing_sealed` (409).
    """
    newest = newest_head()
    if newest is None:
        raise Refused("nothing_sealed", _("Nothing is sealed in the ledger yet, so there is nothing to prove."))
    places = _places(bundle, newest)
    sizes = _heads_for([place.index for place in places], newest, kept)
    heads = {head.size: head for head in TreeHead.objects.filter(size__in=sizes)}
    ascending = sorted(heads)
    cached = functools.cache(root_of)
    proofs = []
    for place in places:
        size = next(one for one in ascending if one > place.index)
        proofs.append(
            canonical_bytes(
                {
                    "format": INCLUSION,
                    "entry": json.loads(bytes_of(place.entry)),
                    "index": place.index,
                    "path": [step.hex() for step in inclusion_path(place.index, size, cached)],
                    "head": heads[size].signed,
                }
            )
        )
    leading = [
        canonical_bytes(
            {
                "format": CONSISTENCY,
                "first": heads[size].signed,
                "second": newest.signed,
                "path": [step.hex() for step in consistency_path(size, newest.size, cached)],
            }
        )
        for size in ascending
        if size != newest.size
    ]
    return LedgerPart([place.entry for place in places], _lines(proofs), _lines(leading), newest)


def _places(bundle: Bundle, newest: TreeHead) -> list[Leaf]:
    """Where the acts about the rows stand in the tree, in its order."""
    found: dict[int, Leaf] = {}
    for kind in sorted(bundle.records):
        ids = bundle.ids(kind)
        for at in range(0, len(ids), _MANY):
            about = {"entry__subject_type": kind, "entry__subject_id__in": ids[at : at + _MANY]}
            places = Leaf.objects.filter(index__lt=newest.size, **about).select_related("entry")
            found.update({place.index: place for place in places})
    return [found[index] for index in sorted(found)]


def _heads_for(indices: Sequence[int], newest: TreeHead, kept: TreeHead | None) -> set[int]:
    """The heads that sealed these places, the last of each day since the first of them, `kept`, and the newest."""
    sizes = {newest.size} | ({kept.size} if kept else set())
    if not indices:
        return sizes
    all_sizes = list(TreeHead.objects.filter(size__gt=indices[0]).order_by("size").values_list("size", flat=True))
    at = 0
    for index in indices:
        while all_sizes[at] <= index:
            at += 1
        sizes.add(all_sizes[at])
    since = TreeHead.objects.filter(size__gt=indices[0]).annotate(day=TruncDate("at")).order_by("size")
    daily: dict[object, int] = dict(since.values_list("day", "size"))  # the last of a day stays
    return sizes | set(list(daily.values())[-_DAYS:])


def _lines(values: Iterable[bytes]) -> bytes:
    return b"".join(value + b"\n" for value in values)
