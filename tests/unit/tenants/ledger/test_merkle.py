"""The tree is the one of RFC 9162: known vectors, the RFC's own example, and its laws."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.ledger.sealing.merkle import (
    BLOCK,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    root_over_blocks,
    verify_consistency,
    verify_inclusion,
)

# The leaves and roots with which the Certificate Transparency logs have been tested since RFC 6962.
KNOWN_LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

trees = st.integers(1, 70).map(lambda size: [leaf_hash(str(at).encode()) for at in range(size)])


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]) == hashlib.sha256(b"").digest() == Frontier().root()


def test_leaves_and_nodes_are_hashed_apart_as_the_rfc_says() -> None:
    assert leaf_hash(b"").hex() == KNOWN_ROOTS[0]
    assert node_hash(leaf_hash(b""), leaf_hash(b"\x00")).hex() == KNOWN_ROOTS[1]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_known_ones(size: int) -> None:
    assert root(KNOWN_LEAVES[:size]).hex() == KNOWN_ROOTS[size - 1]


def test_proofs_are_those_of_the_example_in_the_rfc() -> None:
    """RFC 9162, 2.1.5, with its names for the nodes of a tree of seven leaves."""
    leaves = KNOWN_LEAVES[:7]
    a, b, c, d, e, f, j = leaves
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741  # the letter the RFC uses
    assert root(leaves) == node_hash(k, l)
    assert inclusion_proof(0, leaves) == [b, h, l]
    assert inclusion_proof(3, leaves) == [c, g, l]
    assert inclusion_proof(4, leaves) == [f, j, k]
    assert inclusion_proof(6, leaves) == [i, k]
    assert consistency_proof(3, leaves) == [c, d, g, l]
    assert consistency_proof(4, leaves) == [l]
    assert consistency_proof(6, leaves) == [i, j, k]


@given(trees, st.data())
def test_every_leaf_is_shown_to_be_where_it_is_and_nowhere_else(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(-1, len(leaves)))
    proof = inclusion_proof(index, leaves)
    for claimed in (index, other):
        shown = verify_inclusion(
            index=claimed, size=len(leaves), leaf=leaves[index], proof=proof, tree_root=root(leaves)
        )
        assert shown == (claimed == index)


@given(trees, st.data())
def test_a_changed_inclusion_proof_shows_nothing(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(index, leaves)
    forged = data.draw(st.sampled_from(_forgeries(proof)))
    assert not verify_inclusion(index=index, size=len(leaves), leaf=leaves[index], proof=forged, tree_root=root(leaves))


@given(trees, st.data())
def test_every_beginning_is_shown_to_be_one(leaves: list[bytes], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(leaves)))
    proof = consistency_proof(first, leaves)
    assert verify_consistency(
        first=first, second=len(leaves), first_root=root(leaves[:first]), second_root=root(leaves), proof=proof
    )


@given(trees, st.data())
def test_a_rewritten_beginning_has_no_proof(leaves: list[bytes], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(leaves)))
    at = data.draw(st.integers(0, first - 1))
    rewritten = [*leaves[:at], leaf_hash(b"rewritten"), *leaves[at + 1 :]]
    for proof in (consistency_proof(first, leaves), consistency_proof(first, rewritten)):
        assert not verify_consistency(
            first=first, second=len(leaves), first_root=root(leaves[:first]), second_root=root(rewritten), proof=proof
        )


@given(trees, st.data())
def test_a_changed_consistency_proof_shows_nothing(leaves: list[bytes], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(leaves)))
    forged = data.draw(st.sampled_from(_forgeries(consistency_proof(first, leaves))))
    assert not verify_consistency(
        first=first, second=len(leaves), first_root=root(leaves[:first]), second_root=root(leaves), proof=forged
    )


def test_a_consistency_proof_of_impossible_sizes_shows_nothing() -> None:
    same = root(KNOWN_LEAVES)
    for first, second in ((0, 8), (9, 8), (-1, 8)):
        for proof in ([], [same], [same, same]):
            assert not verify_consistency(first=first, second=second, first_root=same, second_root=same, proof=proof)


@given(trees, st.data())
@settings(max_examples=50)
def test_a_stored_frontier_goes_on_to_the_same_root(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    before = Frontier()
    before.extend(leaves[:cut])
    after = Frontier.from_hex(before.size, before.to_hex())
    after.extend(leaves[cut:])
    assert (before.size, before.root()) == (cut, root(leaves[:cut]))
    assert (after.size, after.root()) == (len(leaves), root(leaves))
    assert len(after.hashes) == len(leaves).bit_count()


@pytest.mark.parametrize("hashes", [[], ["00" * 32], ["00" * 32, "00" * 31], ["AA" * 32, "00" * 32], ["x", "y"]])
def test_a_frontier_that_cannot_be_is_refused(hashes: list[str]) -> None:
    with pytest.raises(ValueError, match=r"frontier|hexadecimal"):
        Frontier.from_hex(3, hashes)


def test_a_leaf_that_is_not_there_has_no_proof() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(8, KNOWN_LEAVES)
    with pytest.raises(IndexError):
        consistency_proof(9, KNOWN_LEAVES)
    with pytest.raises(IndexError):
        consistency_proof(0, KNOWN_LEAVES)


def test_what_cannot_be_says_why() -> None:
    with pytest.raises(ValueError, match=r"^these 1 hashes are no frontier of a tree with 3 leaves$"):
        Frontier(3, [bytes(32)])
    with pytest.raises(ValueError, match=r"^these 0 hashes are no frontier of a tree with -1 leaves$"):
        Frontier(-1)
    with pytest.raises(ValueError, match=r"^these 1 hashes are no frontier of a tree with -1 leaves$"):
        Frontier(-1, [bytes(32)])
    with pytest.raises(ValueError, match=r"^a frontier is written in lower-case hexadecimal digits$"):
        Frontier.from_hex(1, ["AA" * 32])
    with pytest.raises(IndexError, match=r"^there is no leaf 8 in a tree of 8$"):
        inclusion_proof(8, KNOWN_LEAVES)
    with pytest.raises(IndexError, match=r"^there is no tree of 9 leaves at the beginning of one of 8$"):
        consistency_proof(9, KNOWN_LEAVES)


def test_what_is_added_to_a_copy_leaves_the_frontier_as_it_was() -> None:
    kept = Frontier()
    kept.extend(KNOWN_LEAVES[:5])
    copy = kept.copy()
    copy.append(KNOWN_LEAVES[5])
    assert (kept.size, kept.root().hex()) == (5, KNOWN_ROOTS[4])
    assert (copy.size, copy.root().hex()) == (6, KNOWN_ROOTS[5])


@pytest.mark.parametrize(("blocks", "rest"), [(0, 3), (1, 0), (2, 1), (3, 5)])
def test_the_root_over_the_hashes_of_full_blocks_is_the_root_over_all_leaves(blocks: int, rest: int) -> None:
    leaves = [leaf_hash(str(at).encode()) for at in range(blocks * BLOCK + rest)]
    full = [root(leaves[at * BLOCK : (at + 1) * BLOCK]) for at in range(blocks)]
    assert root_over_blocks(full, leaves[blocks * BLOCK :]) == root(leaves)


@pytest.mark.parametrize("size", range(1, 18))
def test_in_every_small_tree_each_leaf_is_shown_at_its_place_alone_by_its_proof_alone(size: int) -> None:
    leaves = [leaf_hash(str(at).encode()) for at in range(size)]
    whole = root(leaves)
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(index, leaves)
        shown = [
            claimed
            for claimed in range(-2, size + 2)
            if verify_inclusion(index=claimed, size=size, leaf=leaf, proof=proof, tree_root=whole)
        ]
        assert shown == [index]
        for forged in _forgeries(proof):
            assert not verify_inclusion(index=index, size=size, leaf=leaf, proof=forged, tree_root=whole)


@pytest.mark.parametrize("size", range(1, 18))
def test_in_every_small_tree_each_beginning_is_shown_by_its_proof_alone(size: int) -> None:
    leaves = [leaf_hash(str(at).encode()) for at in range(size)]
    whole, other = root(leaves), leaf_hash(b"other")
    for first in range(1, size + 1):
        proof, begun = consistency_proof(first, leaves), root(leaves[:first])

        def shows(proof: list[bytes], *, begun: bytes = begun, whole: bytes = whole, first: int = first) -> bool:
            return verify_consistency(first=first, second=size, first_root=begun, second_root=whole, proof=proof)

        assert shows(proof)
        assert not shows(proof, begun=other)
        assert not shows(proof, whole=other)
        assert not any(shows(forged) for forged in [*_forgeries(proof), *([[]] if proof else [])])


def test_a_tree_is_a_beginning_of_itself_by_an_empty_proof_alone() -> None:
    same = root(KNOWN_LEAVES)
    for proof, first_root, shown in (([], same, True), ([same], same, False), ([], KNOWN_LEAVES[0], False)):
        assert verify_consistency(first=8, second=8, first_root=first_root, second_root=same, proof=proof) is shown


def _forgeries(proof: list[bytes]) -> list[list[bytes]]:
    """Return proofs that differ from a right one: a step more, a step less, a step changed."""
    changed = [[*proof[:at], leaf_hash(proof[at]), *proof[at + 1 :]] for at in range(len(proof))]
    return [[*proof, leaf_hash(b"more")], *([proof[:-1], proof[1:]] if proof else []), *changed]
