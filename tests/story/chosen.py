"""Which provisions of the given policy the story is about; says what is missing when it cannot be played with it."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.embedded.places import CHECKOUT
from portal.running.servers import command
from tests.story.promises import BrokenPromise, Unplayable


@dataclass(frozen=True)
class Chosen:
    """Keys of provisions: one is violated, one is the remedy, version 2 changes one and deletes one."""

    prohibitions: tuple[str, ...]
    violated: str
    remedy: str
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
        raise Unplayable(f"{policy} cannot be imported: {done.stderr.strip()[-400:]}")
    try:
        document = json.loads(done.stdout)
    except ValueError as error:
        raise BrokenPromise(f"import_policy --print writes canonical JSON; it wrote {done.stdout[:200]}") from error
    everything = list(provisions(document))
    leaves = [one for one in everything if not one.get("children") and one["text"].strip()]
    prohibitions = [one for one in leaves if one["kind"] == "prohibition"]
    remedies = [one for one in everything if one["kind"] == "remedy"]
    missing = [name for name, found in (("prohibition", prohibitions), ("remedy provision", remedies)) if not found]
    if missing:
        raise Unplayable(f"{policy} has no {' and no '.join(missing)}; the story needs both.")
    remedy = remedies[0]["key"]
    violated = next((one for one in prohibitions if one["discretionary"]), prohibitions[0])["key"]
    others = [one["key"] for one in prohibitions if one["key"] not in {violated, remedy}]
    spare = [
        *others,
        violated,
        *(one["key"] for one in leaves if one["key"] not in {*others, violated, remedy}),
        remedy,
    ]
    return Chosen(
        prohibitions=tuple(one["key"] for one in prohibitions),
        violated=violated,
        remedy=remedy,
        changed=spare[1],
        deleted=spare[0],
        variables={one["name"]: one["value"] or "" for one in document["variables"]},
        discretionary=any(one["key"] == violated and one["discretionary"] for one in leaves),
        count=len(everything),
    )
