"""What the gate asks for and what stands before a page: pure, every instant is an argument."""

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
    """What is in force at `at` (aware), from the effects in their order; None: nothing yet."""
    latest = material = None
    for number, significance, effective_at in effects:
        if dt.datetime.fromisoformat(effective_at) > at:
            break
        latest = number
        if significance == Significance.MATERIAL:
            material = number
    return None if latest is None else InForce(latest, material)


def carried(effects: Iterable[Effect], at: dt.datetime) -> list[list[Any]]:
    """The effects that matter from `at` (aware) on: the last material one, the one in force, and all to come."""
    rows = [list(row) for row in effects]
    now = in_force_at(rows, at)
    kept = {now.latest, now.material} if now else set()
    return [row for row in rows if row[0] in kept or dt.datetime.fromisoformat(row[2]) > at]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reseller's settings ask of everyone for what is in force: an acknowledgement, a reading, or both."""

    in_force: InForce
    acknowledging: Gate
    reading: Gate


def asked(in_force: InForce | None, *, material: str, editorial: str) -> Asked | None:
    """What is asked under the two settings; None: nothing."""
    if in_force is None:
        return None
    acknowledging = Gate(material) if in_force.material is not None else Gate.OFF
    reading = Gate(editorial) if in_force.editorial else Gate.OFF
    if acknowledging == reading == Gate.OFF:
        return None
    return Asked(in_force, acknowledging, reading)


def asked_of(reseller: Reseller, at: dt.datetime) -> Asked | None:
    """What the reseller asks of everyone at `at` (aware), from its own row alone."""
    in_force = in_force_at(reseller.effects, at)
    return asked(in_force, material=reseller.gate_material, editorial=reseller.gate_editorial)


def grace_ends(told_at: dt.datetime | None, hours: int) -> dt.datetime | None:
    """When a block begins for somebody told at `told_at` (aware); None: never, since nobody told them."""
    return None if told_at is None else told_at + dt.timedelta(hours=hours)


def met(gate: Gate, *, ends: dt.datetime | None, at: dt.datetime) -> Gate:
    """What a person meets at `at`: a block is a banner until the grace `ends`, and a page for who was never told."""
    if gate != Gate.BLOCK:
        return gate
    if ends is None:
        return Gate.PAGE
    return Gate.BLOCK if at >= ends else Gate.BANNER


def how_strict(gate: Gate) -> int:
    """Where a gate stands between what stops nothing and what stops most."""
    return _ORDER.index(gate)


def stricter(one: Gate, other: Gate) -> Gate:
    """The one that stops more."""
    return max(one, other, key=how_strict)
