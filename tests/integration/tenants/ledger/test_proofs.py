"""Each sealed entry is proven under each head, each head by the next; among millions few rows are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.ledger.checking.proofs import check_consistency, check_inclusion
from tenants.ledger.keys import SignatureInvalid, public_jwks
from tenants.ledger.models import Block, Entry, Leaf, TreeHead
from tenants.ledger.proving import prove_consistency, prove_inclusion
from tenants.ledger.sealing.actions import seal, seal_batch
from tenants.ledger.sealing.merkle import BLOCK
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories.ledger import many_entries

from .conftest import Tamper, act


@pytest.fixture
def ledger(reseller: Reseller) -> Reseller:
    """More than three blocks of entries under several heads, some of them inside a block."""
    seal()
    many_entries(3 * BLOCK)
    for limit in (1, 700, 1000, 1):
        seal_batch(limit=limit)
    seal()
    act(reseller)
    seal()
    return reseller


def entry_at(index: int) -> Entry:
    return Entry.objects.get(leaf__index=index)


def edges(size: int) -> list[int]:
    """Places around the borders of blocks and of the tree."""
    near = {0, 1, size // 2, size - 2, size - 1}
    for border in range(BLOCK, size, BLOCK):
        near |= {border - 1, border, border + 1}
    return sorted(place for place in near if 0 <= place < size)


@pytest.mark.usefixtures("ledger")
def test_every_entry_is_proven_under_every_head_that_covers_it() -> None:
    jwks = public_jwks("acme")
    for size in TreeHead.objects.values_list("size", flat=True):
        for index in edges(size):
            entry = entry_at(index)
            shown = check_inclusion(prove_inclusion(entry=entry, size=size), jwks=jwks, tenant="acme")
            assert (shown.index, shown.head.size, shown.entry["seq"]) == (index, size, entry.pk)


@pytest.mark.usefixtures("ledger")
def test_every_head_is_proven_to_continue_every_one_before_it() -> None:
    jwks = public_jwks("acme")
    sizes = list(TreeHead.objects.order_by("size").values_list("size", flat=True))
    assert len(sizes) >= 6
    for at, first in enumerate(sizes):
        for second in sizes[at:]:
            shown = check_consistency(prove_consistency(first=first, second=second), jwks=jwks, tenant="acme")
            assert (shown.first.size, shown.second.size) == (first, second)


@pytest.mark.usefixtures("ledger")
def test_ledgers_sealed_before_blocks_were_kept_are_proven_and_their_blocks_made_up(
    tamper: Tamper, reseller: Reseller
) -> None:
    tamper("ALTER TABLE ledger_block DISABLE TRIGGER USER; DELETE FROM ledger_block")
    entry = entry_at(5)
    check_inclusion(prove_inclusion(entry=entry), jwks=public_jwks("acme"))
    act(reseller)
    seal()
    assert Block.objects.count() == Leaf.objects.count() // BLOCK
    check_inclusion(prove_inclusion(entry=entry), jwks=public_jwks("acme"))


@pytest.mark.usefixtures("ledger")
def test_a_proof_reads_two_blocks_of_leaves_at_most() -> None:
    with CaptureQueriesContext(connection) as asked:
        prove_inclusion(entry=entry_at(2))
    assert len(asked) < 30
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_leaf")
    leaves = [query["sql"] for query in asked if 'FROM "ledger_leaf"' in query["sql"] and '"hash" FROM' in query["sql"]]
    total = 0
    for sql in leaves:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql}) AS read")
            total += cursor.fetchone()[0]
    assert total <= 3 * BLOCK


def _forged(proof: dict[str, Any]) -> list[dict[str, Any]]:
    """The proof with one thing changed each."""
    entry = proof["entry"]
    return [
        proof | {"index": proof["index"] + 1},
        proof | {"index": -1},
        proof | {"index": True},
        proof | {"entry": entry | {"verb": "forged"}},
        proof | {"entry": entry | {"facts": {"share": 0.5}}},
        proof | {"path": proof["path"][:-1]},
        proof | {"path": [*proof["path"], "00" * 32]},
        proof | {"path": ["AA" * 32, *proof["path"][1:]]},
        proof | {"path": [1, *proof["path"][1:]]},
        proof | {"head": proof["head"][:-2]},
        proof | {"note": "more"},
        proof | {"format": "other"},
        {name: value for name, value in proof.items() if name != "path"},
    ]


@pytest.mark.usefixtures("ledger")
def test_a_changed_inclusion_proof_shows_nothing() -> None:
    jwks = public_jwks("acme")
    for forged in _forged(prove_inclusion(entry=entry_at(40))):
        with pytest.raises(SignatureInvalid):
            check_inclusion(forged, jwks=jwks, tenant="acme")


@pytest.mark.usefixtures("ledger")
def test_a_changed_consistency_proof_shows_nothing() -> None:
    jwks = public_jwks("acme")
    sizes = list(TreeHead.objects.order_by("size").values_list("size", flat=True))
    proof = prove_consistency(first=sizes[0], second=sizes[3])
    other = prove_consistency(first=sizes[1], second=sizes[3])
    for forged in (
        proof | {"first": proof["second"], "second": proof["first"]},
        proof | {"first": other["first"]},
        proof | {"path": other["path"]},
        proof | {"path": []},
        proof | {"path": None},
    ):
        with pytest.raises(SignatureInvalid):
            check_consistency(forged, jwks=jwks, tenant="acme")


@pytest.mark.usefixtures("ledger")
def test_a_proof_of_one_reseller_proves_nothing_at_another() -> None:
    proof = prove_inclusion(entry=entry_at(3))
    with pytest.raises(SignatureInvalid, match="another reseller"):
        check_inclusion(proof, jwks=public_jwks("acme"), tenant="beta")
    with pytest.raises(SignatureInvalid, match="not among"):
        check_inclusion(proof, jwks=public_jwks("beta"), tenant="beta")


@pytest.mark.usefixtures("ledger")
def test_stored_hashes_that_were_changed_are_never_given_out_as_a_proof(tamper: Tamper) -> None:
    entry = entry_at(7)
    tamper("UPDATE ledger_leaf SET hash = %s WHERE index = 6", [b"\x01" * 32])
    with pytest.raises(Refused) as refused:
        prove_inclusion(entry=entry)
    assert refused.value.code == "ledger_changed"


def test_what_is_not_sealed_or_asked_under_the_wrong_head_is_refused_with_a_sentence(reseller: Reseller) -> None:
    entry = act(reseller)
    for code, size in (("not_sealed", None), ("not_sealed", 1)):
        with pytest.raises(Refused) as refused:
            prove_inclusion(entry=entry, size=size)
        assert refused.value.code == code
    first = seal().head
    assert first is not None
    late = act(reseller)
    second = seal().head
    assert second is not None
    refusals: list[tuple[str, Callable[[], object]]] = [
        ("no_head", lambda: prove_inclusion(entry=entry, size=first.size + 10**6)),
        ("head_too_small", lambda: prove_inclusion(entry=late, size=first.size)),
        ("head_too_small", lambda: prove_consistency(first=second.size, second=first.size)),
        ("no_head", lambda: prove_consistency(first=0)),
    ]
    for code, call in refusals:
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == code
