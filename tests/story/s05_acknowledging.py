"""Step 5: a representative reads, acknowledges the digest shown, and holds a receipt that verifies."""

from tests.story.promises import narrator, promise
from tests.story.s03_customers import contact
from tests.story.visitor import Visitor
from tests.story.world import A, World

WHEN = "2026-10-05T10:00:00+00:00"
OTHER = "0" * 64
CONFLICT = 409


def play(world: World) -> None:
    """Once, and only for the words that were shown."""
    world.stage.clock(WHEN)
    reader = world.sign_in("X's representative", contact(1), A.host, ask=True)
    world.people["customer", "X"] = reader
    digest = world.made["A 1"]["digest"]
    page = reader.get("/my/aup/")
    promise(digest in page.body, "the reader is shown the words in force with their digest")
    form = page.form("digest", action="aup")
    promise(form.values["digest"] == [digest], "the form carries the digest shown", form.values)
    ticks = {"ticks": list(form.choices["ticks"])} if "ticks" in form.choices else {}
    address = reader.submit(page, form, ticks).link("/my/receipts/", but=".pdf")
    receipt = downloaded(world, reader, address)
    checked = verified(world, receipt, digest)
    mine = acknowledgements(world)
    again = reader.submit(page, form, ticks).link("/my/receipts/", but=".pdf")
    promise(
        again == address and acknowledgements(world) == mine,
        "a second click changes nothing",
        again,
        acknowledgements(world),
    )
    other = {**ticks, "digest": OTHER}
    reader.submit(page, form, other, expect=CONFLICT)
    wrong_api = reader.api("POST", "acknowledgements/", {"digest": OTHER})
    promise(
        wrong_api.status == CONFLICT and wrong_api.json()["digest"] == digest,
        "the API says which words are in force",
        wrong_api.body,
    )
    promise(acknowledgements(world) == mine, "a refused acknowledgement leaves nothing behind")
    narrator.step(
        5,
        f"X acknowledged {digest[:12]}; receipt of {len(receipt)} characters verifies ({checked}); "
        f"second click: nothing; other digest: 409",
    )


def downloaded(world: World, reader: Visitor, address: str) -> str:
    """The receipt as a file, which nobody else gets."""
    receipt = reader.get(address).body.strip()
    promise(receipt.count(".") == 2, "the receipt is a signed token that can be downloaded", receipt[:80])
    stranger = world.stranger(A).client.get(address, follow_redirects=False)
    promise(stranger.status_code in {302, 403, 404}, "nobody else downloads it", stranger.status_code)
    return receipt


def verified(world: World, receipt: str, digest: str) -> str:
    """Anyone can check it at the public page, and it says what it proves."""
    somebody = world.stranger(A)
    page = somebody.get("/verify/")
    verdict = somebody.submit(page, page.form("text"), {"text": receipt})
    promise(digest[:12] in verdict.body, "the check names the digest", verdict.text)
    answer = somebody.api("POST", "receipts/verify/", {"receipt": receipt}, expect=200).json()
    tampered = receipt[:-6] + ("A" if receipt[-6] != "A" else "B") + receipt[-5:]
    page = somebody.get("/verify/")
    somebody.submit(page, page.form("text"), {"text": tampered}, expect=422)
    promise(answer["valid"] and answer["claims"].get("digest", digest) == digest, "the receipt verifies", answer)
    return "page and API"


def acknowledgements(world: World) -> int:
    """How many the desk counts."""
    return int(world.at(A).api("GET", "acknowledgements/", expect=200).json()["count"])
