"""Which provisions of the given policy the story is about; says what is missing when it cannot be played with it."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.embedded.places import CHECKOUT
from portal.running.servers import command
from tests.story.promises import BrokenPromise, Unplayable

_TO_CHANGE = 2
# What a remedy must speak of to be acted on (R9) and to withhold a credit (R10).
MEASURE = re.compile(r"\b(suspen|terminat|restrict|disabl|remov|limit|throttl)", re.IGNORECASE)
CREDIT = re.compile(r"\bcredits?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Chosen:
    """Keys of provisions: one is violated, one is the remedy, version 2 changes one and deletes one.

    `withholds`: whether a remedy says that no credit is due for what a violation caused.
    """

    prohibitions: tuple[str, ...]
    violated: str
    remedy: str
    withholds: bool
    changed: str
    deleted: str
    variables: dict[str, str]
    discretionary: bool
    count: int


def provisions(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every provision of a canonical document, depth first."""
    for child in node.get("provisions", node.get("children", [])):
        yield child
        yield from provisions(child)


def choose(policy: Path) -> Chosen:
    """Imports the policy without a database and picks; raises Unplayable naming what it lacks."""
    done = subprocess.run(
        command("import_policy", str(policy), "--print"), check=False, capture_output=True, text=True, cwd=CHECKOUT
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise Unplayable(f"{policy} cannot be imported: {last.rstrip('.')}.")
    try:
        document = json.loads(done.stdout)
    except ValueError as error:
        raise BrokenPromise(f"import_policy --print writes canonical JSON; it wrote {done.stdout[:200]}") from error
    return pick(document, policy.name)


def pick(document: dict[str, Any], name: str) -> Chosen:
    """Picks from a canonical document; raises Unplayable with one sentence about the policy of that name."""
    everything = list(provisions(document))
    leaves = [one for one in everything if not one.get("children") and one["text"].strip()]
    prohibitions = [one for one in leaves if one["kind"] == "prohibition"]
    remedies = [one for one in everything if one["kind"] == "remedy"]
    acting = [one["key"] for one in remedies if MEASURE.search(one["text"])]
    lacks = []
    if not prohibitions:
        lacks.append("no prohibition")
    if not acting:
        lacks.append("no remedy that speaks of suspending, terminating or restricting")
    if lacks:
        raise Unplayable(f"{name} has {' and '.join(lacks)}; the story needs both.")
    violated = next((one for one in prohibitions if one["discretionary"]), prohibitions[0])["key"]
    kept = {violated, *(one["key"] for one in remedies)}
    others = [one["key"] for one in (*prohibitions, *leaves) if one["key"] not in kept]
    spare = [*dict.fromkeys(others), violated]
    if len(spare) < _TO_CHANGE:
        raise Unplayable(f"{name} has too few provisions; version 2 has to change one and delete another.")
    return Chosen(
        prohibitions=tuple(one["key"] for one in prohibitions),
        violated=violated,
        remedy=acting[0],
        withholds=any(CREDIT.search(one["text"]) for one in remedies),
        changed=spare[1],
        deleted=spare[0],
        variables={one["name"]: one["value"] or "" for one in document["variables"]},
        discretionary=any(one["key"] == violated and one["discretionary"] for one in leaves),
        count=len(everything),
    )
