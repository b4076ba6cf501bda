"""Step 10: X appeals; a third person upholds or overturns, and the money follows."""

from decimal import Decimal

from portal.running.processes import wait_until
from tests.story.promises import narrator, promise
from tests.story.s03_customers import contact, service
from tests.story.s09_credits import MONTH, by, line, run, statements
from tests.story.visitor import Visitor
from tests.story.world import A, World

WHEN = "2026-11-05T09:00:00+00:00"


def play(world: World, outcome: str) -> None:
    """Filed by the customer, decided by somebody who took no part."""
    world.stage.clock(WHEN)
    appeal = filed(world)
    not_by_those_who_took_part(world, appeal)
    reviewer = world.at(A, "reviewer")
    reviewer.api("POST", f"appeals/{appeal}/take/", expect=200)
    reasons = (
        "The records show another origin." if outcome == "overturned" else "The records bear the determination out."
    )
    decided = reviewer.api(
        "POST", f"appeals/{appeal}/decide/", {"outcome": outcome, "reasons": reasons}, expect=200
    ).json()
    promise(decided["decision"]["outcome"] == outcome, f"the determination is {outcome}", decided)
    page = world.people["customer", "X"].get(f"/my/appeals/{appeal}/")
    promise(page.says(reasons), "the customer reads the reasons", page.text)
    world.stage.mailbox.wait_for(1, to=contact(1), kind="appeal_decided")
    told = overturned(world) if outcome == "overturned" else upheld(world)
    narrator.step(10, f"X appealed; decider and approver refused as reviewers; {outcome} by a third person: {told}")


def filed(world: World) -> str:
    """The customer's form; the appeal's id."""
    reader: Visitor = world.people["customer", "X"]
    page = reader.get("/my/appeals/")
    page = reader.get(page.link("determination="))
    words = "That traffic was forged; our host was switched off for maintenance that night."
    reader.submit(page, page.form("words"), {"words": words})
    found = world.at(A, "reviewer").api("GET", "appeals/", expect=200).json()["results"]
    promise(len(found) == 1 and found[0]["words"] == words, "the appeal is filed", found)
    again = reader.api("POST", "my-appeals/", {"determination": world.made["determination"], "words": words})
    promise(400 <= again.status < 500, "a determination is appealed once at a time", again.status)
    return str(found[0]["id"])


def not_by_those_who_took_part(world: World, appeal: str) -> None:
    """Decider and approver are given the reviewer's role and are refused all the same."""
    admin = world.at(A)
    for person in ("officer", "second"):
        page = admin.get("/desk/people/")
        values = {"name": person.title(), "email": world.email(A, person), "roles": ["appeal_reviewer"]}
        admin.submit(page, page.form("name", "email", "roles"), values)
        someone = world.at(A, person)
        for verb, body in (("take", None), ("decide", {"outcome": "upheld", "reasons": "I was right."})):
            refused = someone.api("POST", f"appeals/{appeal}/{verb}/", body)
            promise(400 <= refused.status < 500, f"who took part may not {verb} the appeal", person, refused.status)
            promise(
                "third person" in refused.body or "took_part" in refused.body, "for having taken part", refused.body
            )


def upheld(world: World) -> str:
    """Nothing changes and no new statement appears."""
    before = world.made["credit"]
    again = run(world, A)
    promise("0 statements made" in again, "no new statement appears", again)
    now = statements(world, A)[service(1)]
    promise(now["id"] == before["id"] and now["digest"] == before["digest"], "X's statement stands", now["id"])
    hold = world.at(A).api("GET", f"holds/{world.made['hold']}/", expect=200).json()
    promise(hold["lifted_at"] is None and not hold["enabled"], "the hold stays", hold)
    return "the hold stays, no new statement"


def overturned(world: World) -> str:
    """The hold is lifted; what was withheld for it follows, and where nothing was, nothing more is due."""
    hold = world.at(A).api("GET", f"holds/{world.made['hold']}/", expect=200).json()
    promise(hold["lifted_at"] and hold["enabled"], "the hold is lifted", hold)
    told = made_up(world) if world.chosen.withholds else nothing_more(world)
    promise("0 statements made" in run(world, A), "running it again changes nothing")
    neighbour = statements(world, A)[service(2)]
    promise(neighbour["sequence"] == 1, "nobody else's statement changed", neighbour["sequence"])
    return f"hold lifted, {told}"


def made_up(world: World) -> str:
    """The exclusion is voided, and a superseding statement makes up the difference, paid once."""
    before, finance = world.made["credit"], by(world, A)

    def superseded() -> bool:
        return bool(statements(world, A)[service(1)]["id"] != before["id"])

    promise(wait_until(superseded, seconds=120, every=0.3), "a superseding statement appears within five minutes")
    now = statements(world, A)[service(1)]
    promise(now["supersedes"] == before["id"] and now["sequence"] == 2, "it supersedes the first", now)
    stretches = line(now)["stretches"]
    promise(all(one["rule"]["kind"] == "counted" for one in stretches), "the exclusion is voided", stretches)
    amounts = Decimal(now["total"]), Decimal(now["difference"])
    promise(amounts == (Decimal("100.00"), Decimal("90.00")), "total 100.00, difference 90.00", amounts)
    for verb in ("approve", "issue", "pay"):
        finance.api("POST", f"credit-statements/{now['id']}/{verb}/", expect=200)
    twice = finance.api("POST", f"credit-statements/{now['id']}/pay/")
    promise(twice.status == 409, "the difference is paid once", twice.status, twice.body)
    promise(
        paid(world) == [Decimal("10.00"), Decimal("90.00")], "10.00 and 90.00 were paid, nothing twice", paid(world)
    )
    return f"superseding statement total {amounts[0]}, difference {amounts[1]}, paid once"


def nothing_more(world: World) -> str:
    """Nothing had been withheld, so that the first statement stands."""
    before = world.made["credit"]
    again = run(world, A)
    promise("0 statements made" in again, "no new statement appears where nothing was withheld", again)
    promise(statements(world, A)[service(1)]["id"] == before["id"], "X's statement stands")
    promise(paid(world) == [Decimal("100.00")], "100.00 were paid, nothing twice", paid(world))
    return "nothing had been withheld, so X's statement of 100.00 stands"


def paid(world: World) -> list[Decimal]:
    """What X was paid for the month, smallest first."""
    return sorted(Decimal(one["paid"]) for one in rows(world) if one["paid"])


def rows(world: World) -> list[dict[str, str]]:
    """Every statement of X for the month."""
    found = by(world, A).api("GET", f"credit-statements/?month={MONTH}&customer=C001", expect=200).json()["results"]
    return list(found)
