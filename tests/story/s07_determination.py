"""Step 7: a report on the public form, a case, and a determination that cites what was in force then."""

from tests.story.promises import narrator, promise
from tests.story.s03_customers import address, service
from tests.story.world import A, World

WHEN = "2026-10-28T09:00:00+00:00"
STARTED, ENDED = "2026-10-12T02:00:00Z", "2026-10-12T03:30:00Z"
FACTS = "Between 02:00 and 03:30 UTC the address took part in what the report describes; flow records agree."


def play(world: World) -> None:
    """From a stranger's report to a determination that two persons stand behind."""
    stage, chosen = world.stage, world.chosen
    stage.clock(WHEN)
    follow = report(world)
    officer, second = world.at(A, "officer"), world.at(A, "second")
    found = officer.api("GET", "reports/", expect=200).json()["results"]
    promise(
        len(found) == 1 and found[0]["service"],
        "the report names the service that held the address at that hour",
        found,
    )
    held = officer.api("GET", f"services/{found[0]['service']}/", expect=200).json()
    promise(held["reference"] == service(1), "it is X's service", held)
    world.made["X service"], world.made["X customer"] = held["id"], found[0]["customer"]
    opened = {
        "service": held["id"],
        "reports": [found[0]["id"]],
        "category": found[0]["category"],
        "summary": "Abuse from X's address",
    }
    case = officer.api("POST", "cases/", opened, expect=201).json()
    world.made["case"] = case["id"]
    citable = officer.api("GET", f"cases/{case['id']}/citable/?start={STARTED}&end={ENDED}", expect=200).json()
    then = {one["key"]: one for one in citable}
    promise(
        {one["version"] for one in citable} == {1}, "what was in force then can be cited, and nothing else", then.keys()
    )
    promise(world.made["added"] not in then, "the provision added later is not offered")
    promise(then[chosen.violated]["discretionary"], "the ground is discretionary", then[chosen.violated])
    later = officer.api("GET", f"provisions/?key={world.made['added']}", expect=200).json()["results"][0]
    words = {
        "case": case["id"],
        "actor": "An unnamed user of the account",
        "intent": "unintentional",
        "conduct": "permitted",
        "act_started_at": STARTED,
        "act_ended_at": ENDED,
        "facts": FACTS,
        "rationale": "Company reasonably believes that this was damaging: other customers were unreachable.",
    }
    refused = officer.api("POST", "determinations/", {**words, "citations": [later["id"]]})
    promise(400 <= refused.status < 500, "citing the provision added later is refused", refused.status, refused.body)
    promise("in force" in refused.body.lower() or "in_force" in refused.body, "the refusal says why", refused.body)
    made = officer.api(
        "POST", "determinations/", {**words, "citations": [then[chosen.violated]["id"]]}, expect=201
    ).json()
    promise(made["needs_approval"] and not made["approval"], "a discretionary ground waits for a second person", made)
    same_person(world, made["id"])
    approved = second.api("POST", f"determinations/{made['id']}/approve/", expect=200).json()
    promise(
        approved["approval"] and approved["approval"]["approved_by"] != approved["decided_by"],
        "a second person approves",
        approved,
    )
    world.made["determination"] = made["id"]
    world.made["follow"] = follow
    narrator.step(
        7,
        f"a stranger's report about {address(1)}; {len(citable)} provisions of version 1 citable, "
        f"the later one refused; decided by one, approved by another, the same person refused",
    )


def report(world: World) -> str:
    """The public form, filled in by somebody without an account; the address to follow it."""
    somebody = world.stranger(A)
    page = somebody.get("/report/")
    form = page.form("target", "description", "category")
    categories = [value for value in form.choices["category"] if value]
    values = {
        "target": address(1),
        "category": categories[0],
        "description": "A flood of packets from this address.",
        "reporter_email": "neighbour@elsewhere.example",
    }
    values |= instants(form.names, "started_at", STARTED) | instants(form.names, "ended_at", ENDED)
    done = somebody.submit(page, form, values)
    mail = world.stage.mailbox.wait_for(1, to="neighbour@elsewhere.example")[0]
    links = [one for one in world.stage.mailbox.read(mail["number"])["links"] if "/report/" in one]
    promise(links, "the reporter is mailed an address to follow the report", done.text)
    followed = world.stranger(A).get(links[0])
    promise("R-1" in followed.text, "the reporter can follow the report by its number", followed.text)
    return str(links[0])


def instants(names: set[str], name: str, instant: str) -> dict[str, str]:
    """An instant in UTC for one field, or for a field of a date and one of a time."""
    day, time = instant[:10], instant[11:16]
    if f"{name}_0" in names:
        return {f"{name}_0": day, f"{name}_1": time}
    return {name: f"{day}T{time}"}


def same_person(world: World, determination: str) -> None:
    """The officer, given the approver's role too, is refused by the database."""
    admin = world.at(A)
    page = admin.get("/desk/people/")
    both = {"name": "Officer", "email": world.email(A, "officer"), "roles": ["enforcement_approver"]}
    admin.submit(page, page.form("name", "email", "roles"), both)
    officer = world.at(A, "officer")
    refused = officer.api("POST", f"determinations/{determination}/approve/")
    promise(400 <= refused.status < 500, "the same person approving is refused", refused.status, refused.body)
    promise(
        "same_person" in refused.body or "another" in refused.body.lower() or "other" in refused.body.lower(),
        "for being the same person",
        refused.body,
    )
