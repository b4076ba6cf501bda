"""Step 1: the operator makes the vendor and two resellers; their people sign in by the mailed link."""

from tests.story.promises import narrator, promise
from tests.story.world import OPERATOR, OPERATOR_HOST, STAFF, A, B, World

BEFORE = "2026-09-28T08:00:00+00:00"


def play(world: World) -> None:
    """Three companies, each on its own host, and nobody else's."""
    stage = world.stage
    stage.clock(BEFORE)
    stage.command("create_operator", OPERATOR)
    world.people["operator", "operator"] = world.sign_in("the operator", OPERATOR, OPERATOR_HOST)
    companies = (world.vendor, A, B)
    for company in companies:
        words = ["create_reseller", company.schema, "--name", company.name, "--legal-name", company.name]
        words += ["--host", company.host, "--website", f"{stage.origin(company.host)}/aup/"]
        words += ["--abuse-mailbox", company.mailbox, "--address", company.address, "--timezone", company.timezone]
        words += ["--admin", world.email(company, "admin")] + (
            ["--upstream", "vendor"] if company.schema != "vendor" else []
        )
        stage.command(*words)
        admin = world.sign_in(f"{company.name}'s administrator", world.email(company, "admin"), company.host)
        world.people[company.schema, "admin"] = admin
        for person, role in STAFF[company.schema].items():
            page = admin.get("/desk/people/")
            values = {"name": person.title(), "email": world.email(company, person), "roles": [role]}
            admin.submit(page, page.form("name", "email", "roles"), values)
            who = f"{company.name}'s {person}"
            world.people[company.schema, person] = world.sign_in(who, world.email(company, person), company.host)
    nobody = stage.visitor("a stranger", "gamma.localhost").get("/aup/", expect=404)
    told = nobody.body.lower()
    hidden = not any(word in told for company in companies for word in (company.schema, company.name.lower()))
    promise(hidden and "proviso" not in told, "a host that is not registered gets a plain 404 that tells nothing", told)
    promise("set-cookie" not in nobody.response.headers, "an unknown host sets no cookie")
    signed_in = len(world.people)
    narrator.step(
        1, f"3 companies on 3 hosts; {signed_in} people signed in by a mailed link; an unknown host: plain 404"
    )
