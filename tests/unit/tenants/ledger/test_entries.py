"""An entry has one way to be written."""

from __future__ import annotations

import datetime as dt
import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.ledger.entries import NotCanonicalError, canonical_bytes, entry_bytes, instant_text, read_canonical

AT = dt.datetime(2026, 10, 1, 2, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_an_entry_is_written_in_rfc_8785_with_its_instant_in_utc() -> None:
    written = entry_bytes(
        seq=7,
        at=AT,
        verb="post_version",
        by=UUID("0190163d-8694-739b-aea5-966c26f8ad91"),
        subject_type="versions.policyversion",
        subject_id="3",
        facts={"ü": "é", "a": [1, None, True]},
    )
    assert written.decode() == (
        '{"at":"2026-10-01T00:00:00.000000Z","by":"0190163d-8694-739b-aea5-966c26f8ad91",'
        '"facts":{"a":[1,null,true],"ü":"é"},"seq":7,'
        '"subject":{"id":"3","type":"versions.policyversion"},"verb":"post_version"}'
    )


def test_what_the_system_did_names_nobody() -> None:
    written = entry_bytes(seq=1, at=AT, verb="seal", by=None, subject_type="t", subject_id="1", facts={})
    assert json.loads(written)["by"] is None


@pytest.mark.parametrize("facts", [{"share": 0.5}, {"deep": [{"share": 1.0}]}, {"big": 2**53}, {"half": "\ud800"}])
def test_what_could_be_written_in_two_ways_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        entry_bytes(seq=1, at=AT, verb="v", by=None, subject_type="t", subject_id="1", facts=facts)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_text(AT.replace(tzinfo=None))


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), json_values, max_size=4))
def test_what_is_read_is_what_was_written(value: dict[str, object]) -> None:
    assert read_canonical(canonical_bytes(value)) == value


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1.0}',
        b'{"a":1,"a":1}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":"\\u0041"}',
        b"{\x00}",
        b'{"a":NaN}',
        b'{"a":"\xff"}',
        b"[" * 100_000,
    ],
)
def test_a_line_that_could_be_written_otherwise_is_refused(line: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        read_canonical(line)
