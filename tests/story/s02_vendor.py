"""Step 2: the vendor imports its policy and posts version 1 on 1 October: in force, public, offered downstream."""

import re

from tests.story.chosen import provisions
from tests.story.promises import narrator, promise
from tests.story.world import A, World

WHEN = "2026-10-01T09:00:00+00:00"


def play(world: World) -> None:
    """From a file to words in force."""
    stage, vendor, chosen = world.stage, world.vendor, world.chosen
    editor, approver = world.at(vendor, "editor"), world.at(vendor, "approver")
    stage.clock(WHEN)
    said = stage.command(
        "import_policy", str(world.policy), "--reseller", "vendor", "--by", world.email(vendor, "editor")
    )
    counts = [int(number) for number in re.findall(r"words in the (?:source|document):\s+(\d+)", said)]
    promise(
        len(counts) == 2 and counts[0] == counts[1], "the import prints equal word counts of source and result", said
    )
    promise(re.search(r"differences:\s+0\b", said), "the import prints every difference", said)
    draft = editor.api("GET", "drafts/", expect=200).json()["results"][0]
    tree = list(provisions(draft["document"]))
    keys = [one["key"] for one in tree]
    promise(
        len(set(keys)) == len(keys) == chosen.count, "every provision has a key of its own", len(keys), chosen.count
    )
    values = {name: value for name, value in chosen.variables.items() if value} | draft["values"]
    promise(
        set(chosen.variables) <= set(values),
        "company name, mailbox and address were proposed as variables",
        draft["values"],
    )
    draft = editor.api("PUT", f"drafts/{draft['id']}/values/", {"values": values}, expect=200).json()
    if not chosen.discretionary:
        editor.api("PUT", f"drafts/{draft['id']}/provisions/{chosen.violated}/", {"discretionary": True}, expect=200)
    public = world.stranger(vendor)
    promise(public.client.get("/aup.json").status_code == 404, "nothing is public before it is posted")
    stage.command(
        "post_policy", "--reseller", "vendor", "--by", world.email(vendor, "approver"), "--summary", "First version"
    )
    shown = public.get("/aup.json").json()
    promise(
        shown["number"] == 1 and shown["effective_at"].startswith("2026-10-01T"),
        "version 1 is in force since 1 October",
        shown["effective_at"],
    )
    page = public.get("/aup/")
    promise(shown["digest"] in page.body, "the public page names the digest of what it shows")
    posted = approver.api("GET", "provisions/?kind=prohibition&page_size=200", expect=200).json()["results"]
    cited = {one["key"]: one for one in posted}
    promise(set(chosen.prohibitions) <= set(cited), "every prohibition is citable one by one", sorted(cited))
    permalinks = [key for key in chosen.prohibitions if f'id="{key}"' in page.body or f"#{key}" in page.body]
    promise(len(permalinks) == len(chosen.prohibitions), "every prohibition has an address of its own", permalinks)
    offered = world.at(A, "editor").api("GET", "releases/", expect=200).json()["results"]
    promise([one["number"] for one in offered] == [1], "version 1 is offered downstream", offered)
    world.made["release 1"] = offered[0]["id"]
    world.made["vendor 1"] = shown["digest"]
    narrator.step(
        2,
        f"{counts[0]:,} words in, {counts[1]:,} out, {chosen.count} provisions, "
        f"{len(chosen.prohibitions)} prohibitions citable, "
        f"variables {', '.join(sorted(chosen.variables)) or 'none'}; version 1 in force, digest {shown['digest'][:12]}",
    )
