"""A reseller's keys stay in its folder, and what they signed passes nowhere else."""

from __future__ import annotations

import base64
import json
import multiprocessing
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tenants.ledger import keys
from tenants.ledger.keys import SignatureInvalid

TYP = "proviso-receipt+jws"
PAYLOAD = {"iss": "acme.localhost", "digest": "00" * 32}


def _verify(token: str, jwks: keys.Jwks, **expected: str) -> dict[str, object]:
    return keys.verify_jws(token, jwks, typ=expected.get("typ", TYP), issuer=expected.get("issuer", "acme.localhost"))


def _unpad(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "==")


def test_what_was_signed_verifies_and_names_the_reseller(tmp_path: Path) -> None:
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    assert _verify(token, keys.public_jwks("acme", keys_dir=tmp_path)) == {**PAYLOAD, "tenant": "acme"}


def test_the_signature_is_plain_ed25519_that_others_can_check(tmp_path: Path) -> None:
    header, payload, signature = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path).split(".")
    [jwk] = keys.public_jwks("acme", keys_dir=tmp_path)["keys"]
    assert json.loads(_bytes(header)) == {"alg": "Ed25519", "kid": jwk["kid"], "typ": TYP}
    Ed25519PublicKey.from_public_bytes(_bytes(jwk["x"])).verify(_bytes(signature), f"{header}.{payload}".encode())


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key = keys.signer("acme", keys_dir=folder)
    modes = {path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert modes == {"acme": 0o700, f"acme/{key.kid}.json": 0o600, "acme/current": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_published_keys_hold_nothing_private(tmp_path: Path) -> None:
    keys.signer("acme", keys_dir=tmp_path)
    [jwk] = keys.public_jwks("acme", keys_dir=tmp_path)["keys"]
    assert set(jwk) == {"kty", "crv", "x", "kid", "alg", "use"}


def test_a_reseller_without_keys_publishes_an_empty_set_and_gets_no_folder(tmp_path: Path) -> None:
    assert keys.public_jwks("acme", keys_dir=tmp_path) == {"keys": []}
    assert not (tmp_path / "acme").exists()


def test_after_rotation_old_tokens_still_verify_and_new_ones_carry_the_new_key(tmp_path: Path) -> None:
    old = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    kid = keys.create("acme", keys_dir=tmp_path)
    keys.sign_with("acme", kid, keys_dir=tmp_path)
    new = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    jwks = keys.public_jwks("acme", keys_dir=tmp_path)
    assert json.loads(_bytes(new.split(".")[0]))["kid"] == kid
    assert len(jwks["keys"]) == 2
    assert _verify(old, jwks) == _verify(new, jwks)


def _first_kid(folder: str) -> str:
    return str(keys.signer("acme", keys_dir=Path(folder)).kid)


def test_two_processes_that_sign_first_at_once_use_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        for attempt in range(10):
            folder = tmp_path / str(attempt)
            kids = pool.map(_first_kid, [str(folder)] * 4, chunksize=1)
            assert len(set(kids)) == 1
            assert [jwk["kid"] for jwk in keys.public_jwks("acme", keys_dir=folder)["keys"]] == kids[:1]


def test_a_token_of_one_reseller_never_verifies_at_another(tmp_path: Path) -> None:
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    keys.signer("other", keys_dir=tmp_path)
    with pytest.raises(SignatureInvalid, match="not among the issuer's keys"):
        _verify(token, keys.public_jwks("other", keys_dir=tmp_path))


def test_even_with_the_same_keys_the_issuer_and_the_reseller_must_be_the_right_ones(tmp_path: Path) -> None:
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    jwks = keys.public_jwks("acme", keys_dir=tmp_path)
    with pytest.raises(SignatureInvalid, match=r"issued by acme\.localhost, not by other\.localhost"):
        _verify(token, jwks, issuer="other.localhost")
    with pytest.raises(SignatureInvalid, match="another reseller"):
        keys.verify_jws(token, jwks, typ=TYP, issuer="acme.localhost", tenant="other")


def test_a_token_of_another_kind_does_not_pass(tmp_path: Path) -> None:
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    with pytest.raises(SignatureInvalid, match="of the kind proviso-receipt"):
        _verify(token, keys.public_jwks("acme", keys_dir=tmp_path), typ="proviso-tree-head+jws")


def test_every_changed_character_of_a_token_is_noticed(tmp_path: Path) -> None:
    """The last character too: it has bits that lenient decoders ignore."""
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    jwks = keys.public_jwks("acme", keys_dir=tmp_path)
    for at in range(len(token)):
        for bit in range(7):
            changed = token[:at] + chr(ord(token[at]) ^ (1 << bit)) + token[at + 1 :]
            with pytest.raises(SignatureInvalid):
                _verify(changed, jwks)


@pytest.mark.parametrize("alg", ["none", "HS256", "EdDSA"])
def test_another_algorithm_is_refused_whatever_it_proves(tmp_path: Path, alg: str) -> None:
    header, payload, signature = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path).split(".")
    forged = _unpad(json.dumps({**json.loads(_bytes(header)), "alg": alg}).encode())
    with pytest.raises(SignatureInvalid, match="not signed with Ed25519"):
        _verify(f"{forged}.{payload}.{signature}", keys.public_jwks("acme", keys_dir=tmp_path))


def test_a_key_under_another_keys_name_is_refused(tmp_path: Path) -> None:
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    [own] = keys.public_jwks("acme", keys_dir=tmp_path)["keys"]
    keys.signer("other", keys_dir=tmp_path)
    [foreign] = keys.public_jwks("other", keys_dir=tmp_path)["keys"]
    swapped: keys.Jwks = {"keys": [{**own, "x": foreign["x"]}]}
    with pytest.raises(SignatureInvalid, match="not the key that its name stands for"):
        _verify(token, swapped)


@pytest.mark.parametrize("jwks", [{}, {"keys": "x"}, {"keys": [1]}, {"keys": [{"crv": "Ed25519", "x": 1}]}])
def test_a_set_that_is_none_is_said_to_be_none(tmp_path: Path, jwks: dict[str, object]) -> None:
    token = keys.sign_jws("acme", PAYLOAD, typ=TYP, keys_dir=tmp_path)
    with pytest.raises(SignatureInvalid, match=r"set"):
        keys.verify_jws(token, jwks, typ=TYP, issuer=None)


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d", "....", "é.é.é", "e30.e30.e30", "W10.e30.e30"])
def test_what_is_no_token_is_refused_in_a_sentence(tmp_path: Path, token: str) -> None:
    keys.signer("acme", keys_dir=tmp_path)
    with pytest.raises(SignatureInvalid, match=r"\.$"):
        _verify(token, keys.public_jwks("acme", keys_dir=tmp_path))


def test_a_payload_without_issuer_or_for_another_reseller_is_not_signed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="issuer"):
        keys.sign_jws("acme", {"digest": "x"}, typ=TYP, keys_dir=tmp_path)
    with pytest.raises(ValueError, match="reseller"):
        keys.sign_jws("acme", {**PAYLOAD, "tenant": "other"}, typ=TYP, keys_dir=tmp_path)


@pytest.mark.parametrize("schema", ["", "..", "a/b", "A", "../acme", "a\n"])
def test_a_name_that_is_no_schema_reaches_no_file(tmp_path: Path, schema: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        keys.signer(schema, keys_dir=tmp_path)


def test_a_current_file_that_names_no_key_is_not_followed(tmp_path: Path) -> None:
    keys.signer("acme", keys_dir=tmp_path)
    (tmp_path / "acme" / keys.CURRENT).write_text("../../etc/passwd")
    with pytest.raises(ValueError, match="does not name a key"):
        keys.signer("acme", keys_dir=tmp_path)
