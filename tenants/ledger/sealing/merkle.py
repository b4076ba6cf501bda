"""The Merkle tree of RFC 9162, section 2.1, over the leaf hashes of ledger entries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_SIZE = 32  # bytes of SHA-256
BLOCK = 1024  # leaves; their hash is kept, so that a proof among millions reads few rows; never change it

RootOf = Callable[[int, int], bytes]  # start, end -> the hash of the subtree over these leaves


def leaf_hash(data: bytes) -> bytes:
    """Returns the hash of one leaf: SHA-256 over 0x00 and its bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Returns the hash of an inner node: SHA-256 over 0x01 and both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the full subtrees of a tree, largest first: all that appending and the root need.

    A tree of `size` leaves has one full subtree per set bit of `size`, so the frontier of a million
    entries is seven hashes, and sealing costs as much as there are new entries.
    """

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        """Takes up a stored frontier; raises ValueError if it cannot belong to a tree of that size."""
        if size < 0 or len(hashes) != size.bit_count() or any(len(node) != HASH_SIZE for node in hashes):
            message = f"these {len(hashes)} hashes are no frontier of a tree with {size} leaves"
            raise ValueError(message)
        self.size = size
        self.hashes = list(hashes)

    @classmethod
    def from_hex(cls, size: int, hashes: Iterable[str]) -> Frontier:
        """Reads what `to_hex` wrote; raises ValueError if it is not the one way of writing it."""
        written = list(hashes)
        nodes = [bytes.fromhex(node) for node in written]
        if [node.hex() for node in nodes] != written:
            message = "a frontier is written in lower-case hexadecimal digits"
            raise ValueError(message)
        return cls(size, nodes)

    def to_hex(self) -> list[str]:
        """Returns the hashes as text, largest subtree first."""
        return [node.hex() for node in self.hashes]

    def copy(self) -> Frontier:
        """Returns a frontier that can be appended to without touching this one."""
        return Frontier(self.size, self.hashes)

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash at the right end."""
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self.hashes.pop(), node)
            size >>= 1
        self.hashes.append(node)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Adds leaf hashes in their order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Returns the Merkle tree hash; that of an empty tree is SHA-256 of nothing."""
        if not self.hashes:
            return hashlib.sha256(b"").digest()
        node = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            node = node_hash(left, node)
        return node


def root(leaves: Iterable[bytes]) -> bytes:
    """Returns the Merkle tree hash over leaf hashes (RFC 9162, 2.1.1)."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def root_over_blocks(blocks: Iterable[bytes], rest: Iterable[bytes]) -> bytes:
    """Returns the Merkle tree hash over full blocks, each given by its hash, and the leaves behind the last."""
    full, tail = Frontier(), Frontier()
    full.extend(blocks)
    tail.extend(rest)
    return Frontier(full.size * BLOCK + tail.size, full.hashes + tail.hashes).root()


def _split(size: int) -> int:
    """Returns the largest power of two smaller than `size` (which is at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(index: int, size: int, root_of: RootOf) -> list[bytes]:
    """Returns the path from leaf `index` (from 0) to the root of `size` leaves (RFC 9162, 2.1.3.1); raises IndexError.

    `root_of` is asked for one subtree per step, so whoever keeps inner nodes need not read all leaves.
    """
    if not 0 <= index < size:
        message = f"there is no leaf {index} in a tree of {size}"
        raise IndexError(message)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_of(middle, end))
            end = middle
        else:
            path.append(root_of(start, middle))
            start = middle
    path.reverse()
    return path


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Returns the inclusion path among these leaf hashes; raises IndexError."""
    return inclusion_path(index, len(leaves), lambda start, end: root(leaves[start:end]))


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Says whether the proof shows that `leaf` is at `index` of the tree of that size and root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, node = index, size - 1, leaf
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(step, node)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            node = node_hash(node, step)
        fn >>= 1
        sn >>= 1
    return sn == 0 and node == tree_root


def consistency_path(first: int, second: int, root_of: RootOf) -> list[bytes]:
    """Returns the proof that the tree of `first` leaves is a beginning of that of `second` (RFC 9162, 2.1.4.1).

    Raises IndexError unless 0 < first <= second.
    """
    if not 0 < first <= second:
        message = f"there is no tree of {first} leaves at the beginning of one of {second}"
        raise IndexError(message)
    proof: list[bytes] = []
    start, end, wanted, known = 0, second, first, True
    while wanted != end - start:
        middle = start + _split(end - start)
        if wanted <= middle - start:
            proof.append(root_of(middle, end))
            end = middle
        else:
            proof.append(root_of(start, middle))
            wanted -= middle - start
            start, known = middle, False
    if not known:
        proof.append(root_of(start, end))
    proof.reverse()
    return proof


def consistency_proof(first: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Returns the proof that the first `first` of these leaf hashes are a beginning of them; raises IndexError."""
    return consistency_path(first, len(leaves), lambda start, end: root(leaves[start:end]))


def verify_consistency(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Says whether the proof shows that the first tree is a beginning of the second (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    if not proof:
        return False
    steps = list(proof)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(step, old), node_hash(step, new)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            new = node_hash(new, step)
        fn >>= 1
        sn >>= 1
    return sn == 0 and old == first_root and new == second_root
