"""Step 11: every step stands in the ledger; it is sealed, exported, and checked from the file alone."""

import json
from collections import Counter
from pathlib import Path

from tests.story.promises import narrator, promise
from tests.story.world import A, B, World

STEPS = {
    "person.signed_in": 1,
    "role.given": 1,
    "customer.added": 200,
    "version.posted": 2,
    "version.proof_fetched": 2,
    "notice.announced": 2,
    "version.acknowledged": 1,
    "release.taken_over": 1,
    "release.decided": 1,
    "report.received": 1,
    "case.opened": 1,
    "determination.decided": 1,
    "determination.approved": 1,
    "measure.activated": 1,
    "hold.placed": 1,
    "hold.confirmed": 1,
    "interruption.recorded": 3,
    "statement.computed": 3,
    "statement.paid": 1,
    "appeal.filed": 1,
    "appeal.decided": 1,
}


def play(world: World) -> None:
    """Found in it, checked without us, and not to be changed unnoticed."""
    stage = world.stage
    stage.command("seal_ledger")
    exported, head = stage.files / "acme.ledger", stage.files / "acme.head"
    stage.command("export_ledger", "--reseller", A.schema, "--out", str(exported), "--head", str(head))
    entries = entries_of(exported)
    verbs = Counter(str(one["verb"]) for one in entries)
    missing = {verb: verbs[verb] for verb, count in STEPS.items() if verbs[verb] < count}
    promise(not missing, "every step stands in the ledger", missing, dict(verbs))
    text = exported.read_text()
    named = [
        word
        for word in ("rep@customer-001.example", "Representative 001", "neighbour@elsewhere.example")
        if word in text
    ]
    promise(not named, "the ledger names people by pseudonym only", named)
    promise(B.name not in text and "beta.localhost" not in text, "it carries nothing of another reseller")
    checked = stage.run("verify_ledger", str(exported), "--head", str(head))
    promise(checked.code == 0, "the file verifies by itself", checked.errors)
    flipped = flip(world, exported)
    found = stage.run("verify_ledger", str(flipped), "--head", str(head))
    told = found.output + found.errors
    promise(found.code != 0, "one flipped byte is found", told)
    number = str(victim(entries)["seq"])
    promise(number in told, "and named", number, told)
    narrator.step(
        11,
        f"{len(entries)} entries of {len(verbs)} kinds sealed and exported; the file verifies alone; "
        f"one flipped byte found: {first_line(told)}",
    )


def entries_of(exported: Path) -> list[dict[str, object]]:
    """The entries of an exported ledger."""
    lines = [json.loads(line) for line in exported.read_text().splitlines()]
    return [line for line in lines if "verb" in line]


def victim(entries: list[dict[str, object]]) -> dict[str, object]:
    """The determination's entry."""
    return next(one for one in entries if one["verb"] == "determination.decided")


def flip(world: World, exported: Path) -> Path:
    """A copy in which one bit of the determination's entry is another."""
    content = bytearray(exported.read_bytes())
    place = content.index(b"determination.decided") + 3
    content[place] ^= 1
    copy = world.stage.files / "flipped.ledger"
    copy.write_bytes(bytes(content))
    return copy


def first_line(words: str) -> str:
    """The first line that says something."""
    return next((line.strip() for line in words.splitlines() if line.strip()), "")
