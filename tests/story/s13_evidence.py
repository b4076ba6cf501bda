"""Step 13: everything about Y leaves as one file that anyone checks, without us and without a database."""

from pathlib import Path

from tests.story.promises import narrator, promise
from tests.story.s03_customers import contact
from tests.story.world import A, B, World

REFUSED = 422


def play(world: World) -> None:
    """Exported, checked by command and at the public page, and not to be changed unnoticed."""
    stage = world.stage
    stage.command("seal_ledger")
    file = stage.files / "y.evidence"
    told = stage.command("export_evidence", "--reseller", A.schema, "--customer", "C002", "--out", str(file))
    keys = stage.write("keys.json", world.stranger(A).get("/.well-known/proviso-keys.json").body)
    checked = stage.run("verify_evidence", str(file), "--jwks", str(keys))
    promise(checked.code == 0, "the file verifies against the keys that A publishes", checked.errors)
    head = stage.run("verify_evidence", str(file), "--head", str(stage.files / "acme.head"))
    promise(head.code == 0, "and continues the head that was kept elsewhere", head.errors)
    content = file.read_bytes()
    promise(
        world.email(B, "admin").encode() not in content and b"beta.localhost" not in content,
        "it carries nothing of another reseller",
    )
    changed = changed_copy(world, content)
    found = stage.run("verify_evidence", str(changed))
    promise(found.code != 0, "one changed byte is found", found.output)
    by_anyone(world, content, changed.read_bytes())
    narrator.step(13, f"{told.strip().splitlines()[0].split(': ', 1)[1]}; verifies alone; one changed byte is found")


def changed_copy(world: World, content: bytes) -> Path:
    """A copy with one bit of it another."""
    other = bytearray(content)
    other[len(other) // 2] ^= 1
    copy = world.stage.files / "changed.evidence"
    copy.write_bytes(bytes(other))
    return copy


def by_anyone(world: World, content: bytes, changed: bytes) -> None:
    """The public page says the same of both."""
    somebody = world.stranger(A)
    page = somebody.get("/verify/")
    form = page.form("file")
    right = somebody.submit(page, form, files={"file": ("y.evidence", content, "application/octet-stream")})
    promise(world.made["A 2"]["digest"][:12] in right.body or "C002" in right.text, "the page says what it holds")
    promise(contact(7) not in right.text, "and nothing of others")
    wrong = {"file": ("y.evidence", changed, "application/octet-stream")}
    somebody.submit(page, form, files=wrong, expect=REFUSED)
