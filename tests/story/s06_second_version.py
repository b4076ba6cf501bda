"""Step 6: the vendor posts version 2; A is shown the three differences, takes two over, rewords one, and posts."""

from tests.story.promises import narrator, promise
from tests.story.s03_customers import contact
from tests.story.s04_posting import one_notice_each
from tests.story.world import A, World

WHEN = "2026-10-20T09:00:00+00:00"
ADDED = "using the Services to mine cryptocurrency on capacity that is shared with other customers"
CHANGED = "in any calendar month"
REWORDED = "in any month of the calendar, as measured by Company"


def play(world: World) -> None:
    """One provision added, one changed, one deleted."""
    stage, chosen, vendor = world.stage, world.chosen, world.vendor
    stage.clock(WHEN)
    words = vendor_posts(world)
    editor, approver, public = world.at(A, "editor"), world.at(A, "approver"), world.stranger(A)
    release = editor.api("GET", "releases/?number=2", expect=200).json()["results"][0]
    offers = {one["key"]: one for one in editor.api("GET", f"releases/{release['id']}/offers/", expect=200).json()}
    added = world.made["added"]
    promise(
        set(offers) == {added, chosen.changed, chosen.deleted},
        "A is shown the three differences against its own copy",
        list(offers),
    )
    promise(
        any(one["op"] == "delete" for one in offers[chosen.changed]["own"] + offers[chosen.changed]["upstream"])
        or any(one["op"] == "insert" for one in offers[chosen.changed]["own"]),
        "with a redline",
        offers[chosen.changed],
    )
    decisions = [{"key": key, "choice": "taken", "seen": offers[key]["seen"]} for key in (added, chosen.deleted)]
    reworded = words.replace(CHANGED, REWORDED)
    decisions.append({"key": chosen.changed, "choice": "reworded", "words": reworded})
    address = f"releases/{release['id']}/decide/"
    draft = editor.api("POST", address, {"decisions": decisions}, expect=200).json()
    promise(draft["decided_at"], "once the last change is decided the draft follows the release", draft)
    before = stage.mailbox.last_number()
    posted = approver.api(
        "POST", f"policies/{draft['policy']}/post/", {"summary": "Three changes that follow the vendor"}, expect=201
    ).json()
    world.made["A 2"] = posted
    compared = public.get("/aup/changes/1..2/")
    promise(compared.says(REWORDED) and compared.says(ADDED), "the public comparison shows what changed", compared.text)
    page = public.get("/aup/")
    promise(REWORDED in page.text and ADDED in page.text, "the page shows A's own words")
    notices = one_notice_each(world, before)
    redline = notice_of(world, before)
    readers(world)
    narrator.step(
        6,
        f"{vendor.name} changed 3 provisions, A was shown {len(offers)}, took over 2, reworded 1; "
        f"{notices} notices with the redline ({redline} characters); "
        f"each reader sees what changed since their own last",
    )


def vendor_posts(world: World) -> str:
    """The vendor's version 2; the words of the changed provision as they stand then."""
    chosen, vendor = world.chosen, world.vendor
    editor, approver = world.at(vendor, "editor"), world.at(vendor, "approver")
    policy = editor.api("GET", "policies/", expect=200).json()["results"][0]["id"]
    draft = editor.api("POST", f"policies/{policy}/start-draft/", {}, expect=201).json()
    path = f"drafts/{draft['id']}/"
    from tests.story.chosen import provisions  # noqa: PLC0415

    tree = {one["key"]: one for one in provisions(draft["document"])}
    parent = next(
        (one["key"] for one in tree.values() if any(c["key"] == chosen.violated for c in one.get("children", []))), None
    )
    grown = editor.api(
        "POST",
        f"{path}provisions/",
        {"text": f"{ADDED};", "kind": "prohibition", "category": "resource_abuse", "parent_key": parent},
        expect=201,
    ).json()
    world.made["added"] = next(one["key"] for one in provisions(grown["document"]) if one["key"] not in tree)
    old = tree[chosen.changed]["text"].rstrip()
    words = f"{old.rstrip('.;')}, {CHANGED}{old[len(old.rstrip('.;')) :]}"
    editor.api("PUT", f"{path}provisions/{chosen.changed}/", {"text": words}, expect=200)
    editor.api("POST", f"{path}provisions/{chosen.deleted}/delete/", {}, expect=200)
    changes = editor.api("GET", f"{path}changes/", expect=200).json()
    promise(
        len(changes) == 3,
        "the vendor's draft differs in three provisions",
        [(one["op"], one["key"]) for one in changes],
    )
    approver.api("POST", f"policies/{policy}/post/", {"summary": "Crypto mining, and clearer words"}, expect=201)
    return words


def notice_of(world: World, before: int) -> int:
    """The mail a representative got carries the redline."""
    number = world.stage.mailbox.wait_for(1, to=contact(2), kind="posted", after=before)[0]["number"]
    mail = world.stage.mailbox.read(number)
    promise(ADDED in " ".join(mail["text"].split()), "the notice's text carries the redline", mail["text"])
    promise(
        "<ins" in mail["html"] and "<del" in mail["html"], "the notice's HTML carries the redline", mail["html"][:600]
    )
    return len(mail["text"])


def readers(world: World) -> None:
    """X sees what changed since version 1; Y, who never acknowledged, does not."""
    x = world.people["customer", "X"].get("/my/aup/")
    promise(
        x.says(REWORDED) and "<ins" in x.body and "<del" in x.body,
        "X is shown what changed since their last acknowledgement",
        x.text,
    )
    y = world.sign_in("Y's representative", contact(2), A.host, ask=True)
    world.people["customer", "Y"] = y
    page = y.get("/my/aup/")
    promise("<del" not in page.body, "Y, who acknowledged nothing, is shown the words without a redline", page.text)
