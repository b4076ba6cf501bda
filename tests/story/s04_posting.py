"""Step 4: A takes the vendor's version over, posts it in its own name, and each customer gets exactly one notice."""

import hashlib

from portal.running.processes import wait_until
from tests.story.promises import narrator, promise
from tests.story.world import CUSTOMERS, A, B, World

WHEN = "2026-10-02T09:00:00+00:00"
REFUSED = 422


def play(world: World) -> None:
    """Own names in, the vendor's out."""
    stage, vendor = world.stage, world.vendor
    editor, approver, public = world.at(A, "editor"), world.at(A, "approver"), world.stranger(A)
    stage.clock(WHEN)
    draft = editor.api("POST", f"releases/{world.made['release 1']}/take-over/", {}, expect=200).json()
    own = draft["values"]
    policy = draft["policy"]
    refused = leave_vendor_in(world, draft)
    editor.api("PUT", f"drafts/{draft['id']}/values/", {"values": own}, expect=200)
    before = stage.mailbox.last_number()
    posted = approver.api(
        "POST", f"policies/{policy}/post/", {"summary": "Our first Acceptable Use Policy"}, expect=201
    ).json()
    page = public.get("/aup/")
    promise(posted["digest"] in page.body, "the page shows the version at the instant it is posted")
    promise(vendor.name not in page.text, "the posted page does not name the vendor where A should stand")
    earlier = public.client.get("/aup/", params={"as_of": "2026-10-02T08:59:59Z"})
    promise(posted["digest"] not in earlier.text, "before that instant it was not in force", earlier.status_code)
    world.made["A 1"] = posted
    proof = proven(world, posted["id"])
    notices = one_notice_each(world, before)
    silent = world.stranger(B)
    answer = silent.client.get("/aup/")
    promise(
        A.name not in answer.text and posted["digest"] not in answer.text,
        "B posts nothing and shows nothing of A",
        answer.status_code,
    )
    promise(silent.client.get("/aup.json").status_code == 404, "B has no policy in force")
    narrator.step(
        4,
        f"posting with the vendor's name refused{refused}; posted, served by {A.host} and kept as proof {proof[:12]}; "
        f"{notices} notices to {notices} of {CUSTOMERS} customers; B shows nothing",
    )


def leave_vendor_in(world: World, draft: dict[str, object]) -> str:
    """Posting is refused while the vendor's name stands in the text."""
    editor, approver, name = world.at(A, "editor"), world.at(A, "approver"), world.vendor.name
    values = draft["values"]
    assert isinstance(values, dict)
    path = f"drafts/{draft['id']}/"
    if "company" in values:
        editor.api("PUT", f"{path}values/", {"values": {"company": name}}, expect=200)
        added = ""
    else:
        known = set(keys_of(editor.api("GET", path, expect=200).json()))
        grown = editor.api(
            "POST", f"{path}provisions/", {"text": f"{name} is Company.", "kind": "definition"}, expect=201
        ).json()
        added = (set(keys_of(grown)) - known).pop()
    answer = approver.api("POST", f"policies/{draft['policy']}/post/", {"summary": "Not ours yet"})
    promise(
        answer.status == REFUSED,
        "with the vendor's name left in, posting is refused",
        answer.status,
        answer.text or answer.body,
    )
    promise(name in str(answer.json()), "the refusal names what still stands there", answer.body)
    if added:
        editor.api("POST", f"{path}provisions/{added}/delete/", {}, expect=200)
    return f" (“{name}”)"


def keys_of(draft: dict[str, object]) -> list[str]:
    """The keys of a draft's provisions."""
    from tests.story.chosen import provisions  # noqa: PLC0415

    document = draft["document"]
    assert isinstance(document, dict)
    return [one["key"] for one in provisions(document)]


def proven(world: World, version: str) -> str:
    """The digest of what the declared website served, once a worker fetched it."""
    approver = world.at(A, "approver")

    def kept() -> bool:
        return bool(approver.api("GET", f"proofs/?version={version}", expect=200).json()["count"])

    promise(wait_until(kept, seconds=60, every=0.3), "what the declared website served is fetched back")
    proof = approver.api("GET", f"proofs/?version={version}", expect=200).json()["results"][0]
    promise(proof["shows_version"] and proof["http_status"] == 200, "the declared website shows the version", proof)
    promise(
        proof["url"].startswith(world.stage.origin(A.host)), "it is the declared website that was asked", proof["url"]
    )
    body = approver.api("GET", f"proofs/{proof['id']}/body/", expect=200).response.content
    promise(hashlib.sha256(body).hexdigest() == proof["digest"], "the proof keeps the bytes its digest names")
    return str(proof["digest"])


def one_notice_each(world: World, before: int) -> int:
    """Exactly one posting notice to each customer, counted at the SMTP server by kind."""
    messages = world.stage.mailbox.wait_for(CUSTOMERS, kind="posted", after=before, seconds=90)
    recipients = [to for message in messages for to in message["recipients"]]
    promise(len(messages) == CUSTOMERS, f"{CUSTOMERS} posting notices", len(messages))
    promise(len(set(recipients)) == len(recipients) == CUSTOMERS, "exactly one to each customer", len(set(recipients)))
    return len(recipients)
