"""What may be acknowledged, what a receipt says, and what a spreadsheet must not run."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.acknowledgements.coverage.figures import STEPS, steps
from policies.acknowledgements.receipts.rules import Statement
from policies.acknowledgements.rules import instant_text, shown, unticked
from policies.versions.models import PolicyVersion
from tenants.csv_files.writing import harmless
from tests.factories.versions import RECORDING, SPAM, document

AT = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


def version(number: int, digest: str) -> PolicyVersion:
    return PolicyVersion(number=number, digest=digest)


def test_words_in_force_go_before_the_same_words_announced() -> None:
    now, ahead, again = version(1, "a"), version(2, "b"), version(3, "a")
    assert shown("a", in_force=now, announced=[ahead, again]) is now
    assert shown("b", in_force=now, announced=[ahead, again]) is ahead
    assert shown("c", in_force=now, announced=[ahead, again]) is None
    assert shown("", in_force=None, announced=[]) is None


def test_only_provisions_that_ask_for_a_tick_are_missed() -> None:
    assert [one.key for one in unticked(document(), [])] == [RECORDING]
    assert [one.key for one in unticked(document(), [SPAM])] == [RECORDING]
    assert unticked(document(), [RECORDING, "made-up"]) == []


def test_a_receipt_names_nobody_but_by_pseudonym_and_says_whom_it_binds() -> None:
    statement = Statement(
        id=uuid.UUID(int=1), policy="aup", version=2, digest="d", person=uuid.UUID(int=2), customer="C-1",
        capacity="account_user", method="portal", ticks=[], at=AT, edition_language="en",
        edition_digest="d" * 64,
        binding_digest="b",
    )  # fmt: skip
    payload = statement.payload(issuer="acme.localhost")
    assert payload["binds_customer"] is False
    assert payload["at"] == "2026-10-01T00:00:00.000000Z"
    assert payload["person"] == str(uuid.UUID(int=2))


@given(st.datetimes(timezones=st.just(dt.timezone(dt.timedelta(hours=5, minutes=30)))))
def test_an_instant_reads_back_as_the_same_instant(at: dt.datetime) -> None:
    text = instant_text(at)
    assert text.endswith("Z")
    assert dt.datetime.fromisoformat(text) == at


@pytest.mark.usefixtures("far_zone")
def test_an_instant_is_told_in_utc_on_whatever_machine() -> None:
    amsterdam = dt.datetime(2026, 10, 1, 2, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert instant_text(amsterdam) == "2026-10-01T00:00:00.000000Z"


@given(st.text())
def test_no_cell_begins_as_a_formula_and_no_words_are_lost(cell: str) -> None:
    safe = harmless(cell)
    assert not safe.lstrip(" ").startswith(("=", "+", "-", "@"))
    assert safe in {cell, f"'{cell}"}


@given(st.integers(min_value=0, max_value=5000), st.integers(min_value=0, max_value=86399))
def test_a_picture_has_few_steps_from_the_first_instant_to_the_last(days: int, seconds: int) -> None:
    end = AT + dt.timedelta(days=days, seconds=seconds)
    instants = steps(AT, end)
    assert (instants[0], instants[-1]) == (AT, end)
    assert instants == sorted(set(instants))
    assert len(instants) <= STEPS + 2
