"""What the gate requires and what it shows in front of a page. Pure: every instant is an argument."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policies.versions.models import Significance
from tenants.resellers.models import Gate, Reseller

#: Number, significance and effect (UTC, ISO 8601) of a version, as the reseller's row carries it.
Effect = Sequence[Any]

#: From what stops nothing to what stops most.
_ORDER = [Gate.OFF, Gate.BANNER, Gate.PAGE, Gate.BLOCK]


@dataclass(frozen=True, slots=True)
class InForce:
    """The numbers of the version in force and of the last material one up to it (None: all were editorial)."""

    latest: int
    material: int | None

    @property
    def editorial(self) -> bool:
        """Whether the version in force is itself an editorial one."""
        return self.latest != self.material


def in_force_at(effects: Iterable[Effect], at: dt.datetime) -> InForce | None:
    """Returns what is in force at `at` (aware) from the ordered effects; None if nothing is yet."""
    latest = material = None
    for number, significance, effective_at in effects:
        if dt.datetime.fromisoformat(effective_at) > at:
            break
        latest = number
        if significance == Significance.MATERIAL:
            material = number
    return None if latest is None else InForce(latest, material)


def effects_to_store(effects: Iterable[Effect], at: dt.datetime) -> list[list[Any]]:
    """Returns the effects that matter from `at` (aware) on: the last material one, the one in force, and later ones."""
    rows = [list(row) for row in effects]
    now = in_force_at(rows, at)
    kept = {now.latest, now.material} if now else set()
    return [row for row in rows if row[0] in kept or dt.datetime.fromisoformat(row[2]) > at]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the reseller's settings require of everyone for the version in force: acknowledging, reading, or both."""

    in_force: InForce
    acknowledging: Gate
    reading: Gate


def requirement(in_force: InForce | None, *, material: str, editorial: str) -> Requirement | None:
    """Returns what the two settings require; None if nothing."""
    if in_force is None:
        return None
    acknowledging = Gate(material) if in_force.material is not None else Gate.OFF
    reading = Gate(editorial) if in_force.editorial else Gate.OFF
    if acknowledging == reading == Gate.OFF:
        return None
    return Requirement(in_force, acknowledging, reading)


def requirement_of(reseller: Reseller, at: dt.datetime) -> Requirement | None:
    """Returns what the reseller requires at `at` (aware), from its own row alone; None if nothing."""
    in_force = in_force_at(reseller.effects, at)
    return requirement(in_force, material=reseller.gate_material, editorial=reseller.gate_editorial)


def grace_ends(told_at: dt.datetime | None, hours: int) -> dt.datetime | None:
    """Returns when a block begins for somebody told at `told_at` (aware); None if nobody told them."""
    return None if told_at is None else told_at + dt.timedelta(hours=hours)


def gate_at(gate: Gate, *, ends: dt.datetime | None, at: dt.datetime) -> Gate:
    """Returns the gate at `at`: a block is a banner until the grace `ends`, and a page if nobody told the person."""
    if gate != Gate.BLOCK:
        return gate
    if ends is None:
        return Gate.PAGE
    return Gate.BLOCK if at >= ends else Gate.BANNER


def how_strict(gate: Gate) -> int:
    """Ranks a gate from what stops nothing to what stops most."""
    return _ORDER.index(gate)


def stricter(one: Gate, other: Gate) -> Gate:
    """Returns the gate that stops more."""
    return max(one, other, key=how_strict)
