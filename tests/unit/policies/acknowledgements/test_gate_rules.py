"""What the gate requires at an instant, and how long a block is only a banner."""

import datetime as dt

import pytest

from policies.acknowledgements.gate.rules import (
    InForce,
    Requirement,
    effects_to_store,
    gate_at,
    grace_ends,
    how_strict,
    in_force_at,
    requirement,
    requirement_of,
    stricter,
)
from tenants.resellers.models import Gate, Reseller

NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
FIRST = [1, "material", "2026-10-01T12:00:00+00:00"]
WORDING = [2, "editorial", "2026-10-02T12:00:00+00:00"]
LATER = [3, "material", "2026-10-05T12:00:00+00:00"]
EFFECTS = [FIRST, WORDING, LATER]
DAY = dt.timedelta(days=1)


def test_before_the_first_effect_nothing_is_in_force_and_nothing_is_required() -> None:
    assert in_force_at(EFFECTS, NOON - SECOND) is None
    assert requirement(None, material="block", editorial="page") is None


def test_a_version_is_in_force_from_its_very_instant_until_the_next() -> None:
    assert in_force_at(EFFECTS, NOON) == InForce(1, 1)
    assert in_force_at(EFFECTS, NOON + DAY - SECOND) == InForce(1, 1)
    assert in_force_at(EFFECTS, NOON + DAY) == InForce(2, 1)
    assert in_force_at(EFFECTS, NOON + 4 * DAY) == InForce(3, 3)


def test_a_policy_of_editorial_versions_only_has_no_material_one() -> None:
    assert in_force_at([WORDING], NOON + DAY) == InForce(2, None)


def test_only_what_matters_from_now_on_is_stored() -> None:
    assert effects_to_store(EFFECTS, NOON - SECOND) == EFFECTS
    assert effects_to_store(EFFECTS, NOON + DAY) == EFFECTS  # the last material one is still asked for
    assert effects_to_store(EFFECTS, NOON + 4 * DAY) == [LATER]
    assert effects_to_store(EFFECTS, NOON) == EFFECTS


@pytest.mark.parametrize(
    ("in_force", "material", "editorial", "required"),
    [
        (InForce(1, 1), "block", "page", (Gate.BLOCK, Gate.OFF)),
        (InForce(2, 1), "block", "page", (Gate.BLOCK, Gate.PAGE)),
        (InForce(2, 1), "off", "banner", (Gate.OFF, Gate.BANNER)),
        (InForce(2, 1), "banner", "off", (Gate.BANNER, Gate.OFF)),
        (InForce(2, None), "block", "banner", (Gate.OFF, Gate.BANNER)),
        (InForce(1, 1), "off", "page", None),
        (InForce(2, 1), "off", "off", None),
        (InForce(2, None), "block", "off", None),
    ],
)
def test_material_words_ask_for_acknowledging_and_editorial_ones_for_reading(
    in_force: InForce, material: str, editorial: str, required: tuple[Gate, Gate] | None
) -> None:
    found = requirement(in_force, material=material, editorial=editorial)
    assert found == (Requirement(in_force, *required) if required else None)


def test_a_resellers_own_row_says_what_it_requires() -> None:
    reseller = Reseller(effects=EFFECTS, gate_material="block", gate_editorial="banner")
    assert requirement_of(reseller, NOON - SECOND) is None
    assert requirement_of(reseller, NOON + DAY) == Requirement(InForce(2, 1), Gate.BLOCK, Gate.BANNER)


def test_the_grace_begins_when_somebody_is_told() -> None:
    assert grace_ends(NOON, 36) == NOON + dt.timedelta(hours=36)
    assert grace_ends(None, 36) is None


def test_a_block_is_a_banner_until_the_grace_ends_and_a_page_for_who_was_not_told() -> None:
    assert gate_at(Gate.BLOCK, ends=NOON, at=NOON - SECOND) == Gate.BANNER
    assert gate_at(Gate.BLOCK, ends=NOON, at=NOON) == Gate.BLOCK
    assert gate_at(Gate.BLOCK, ends=None, at=NOON) == Gate.PAGE


@pytest.mark.parametrize("gate", [Gate.OFF, Gate.BANNER, Gate.PAGE])
def test_no_other_gate_waits(gate: Gate) -> None:
    assert gate_at(gate, ends=NOON, at=NOON - SECOND) == gate_at(gate, ends=None, at=NOON) == gate


def test_gates_are_ranked_by_what_they_stop() -> None:
    assert sorted(Gate, key=how_strict) == [Gate.OFF, Gate.BANNER, Gate.PAGE, Gate.BLOCK]
    assert stricter(Gate.BLOCK, Gate.BANNER) == stricter(Gate.BANNER, Gate.BLOCK) == Gate.BLOCK
    assert stricter(Gate.OFF, Gate.BANNER) == Gate.BANNER
