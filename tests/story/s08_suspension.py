"""Step 8: the service is suspended without notice from 29 October 00:00 UTC; the hold outlives the month."""

import json
import re

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from portal.running.processes import wait_until
from tests.endpoint import listening
from tests.story.page import Page
from tests.story.promises import narrator, promise
from tests.story.s03_customers import contact, service
from tests.story.s07_determination import FACTS
from tests.story.world import A, World

STARTS = "2026-10-29T00:00:00Z"
AFTER = "2026-10-29T00:00:02+00:00"
MONTH_OVER = "2026-11-01T00:00:01+00:00"


def play(world: World) -> None:
    """A measure, a hold, a signed call, a confirmation, a statement of reasons."""
    with listening() as endpoint:
        secret = declare(world, endpoint.url)
        measure, statement = suspend(world)
        early = len(endpoint.calls)
        world.stage.clock(AFTER)
        called = wait_until(lambda: len(endpoint.calls) > early, seconds=40, every=0.2)
        promise(called and early == 0, "the endpoint is called once the suspension begins, not before", early)
        call = endpoint.calls[-1]
    data = signed(call, secret)
    hold = world.at(A).api("GET", f"holds/?measure={measure}", expect=200).json()["results"][0]
    promise(
        data["hold"] == hold["id"] and data["service"] == service(1) and data["enabled"] is False,
        "the call names the hold and the service",
        data,
    )
    confirmed = confirm(world, hold["id"])
    promise(hold["starts_at"].startswith("2026-10-29T00:00:00Z"), "the hold begins at 29 October 00:00 UTC", hold)
    provisions = reasons(world, statement)
    world.stage.clock(MONTH_OVER)
    hold = world.at(A).api("GET", f"holds/{hold['id']}/", expect=200).json()
    promise(
        hold["lifted_at"] is None and hold["enabled"] is False, "the hold is still open at the end of the month", hold
    )
    world.made["measure"], world.made["hold"] = measure, hold["id"]
    narrator.step(
        8,
        f"{service(1)} suspended from {STARTS} citing {world.chosen.remedy}; "
        f"signed call verified, confirmed {confirmed[:19]}; "
        f"statement with {provisions} provisions, facts, duration and how to appeal; hold open on 1 November",
    )


def declare(world: World, url: str) -> str:
    """The administrator declares the endpoint; the secret its calls are signed with."""
    admin = world.at(A)
    page = admin.get("/desk/settings/")
    admin.submit(page, page.form("provisioning_url", "timezone"), {"provisioning_url": url})
    shown = admin.api("GET", "provisioning/", expect=200).json()
    promise(shown["url"] == url, "the endpoint is declared", shown)
    return str(shown["secret"])


def suspend(world: World) -> tuple[str, str]:
    """Suspends; the measure's and the statement's id."""
    officer = world.at(A, "officer")
    wanted = {
        "determination": world.made["determination"],
        "kind": "suspension",
        "starts_at": STARTS,
        "without_notice": True,
    }
    bare = officer.api("POST", "measures/", wanted)
    promise(400 <= bare.status < 500, "without notice needs a recorded ground", bare.body)
    measure = officer.api("POST", "measures/", {**wanted, "ground": "network_protection"}, expect=201).json()
    if measure["status"] == "pending_approval":
        measure = world.at(A, "second").api("POST", f"measures/{measure['id']}/approve/", expect=200).json()
    promise(measure["status"] == "active" and measure["without_notice"], "the suspension is decided", measure)
    remedy = officer.api("GET", f"provisions/{measure['remedy']}/", expect=200).json()
    promise(
        remedy["kind"] == "remedy" and remedy["digest"] == measure["remedy_digest"],
        "it cites the remedy provision in force",
        remedy,
    )
    promise(remedy["version"] == world.made["A 2"]["id"], "of the version in force now", remedy)
    statement = officer.api("GET", f"statements-of-reasons/?measure={measure['id']}", expect=200).json()["results"][0]
    return measure["id"], statement["id"]


def signed(call: tuple[dict[str, str], bytes], secret: str) -> dict[str, object]:
    """The call's content; its signature checks with somebody else's library, and a changed body's does not."""
    headers, body = call
    webhook = Webhook(secret)
    try:
        content = webhook.verify(body, headers)
    except WebhookVerificationError as error:
        promise(False, "the call's signature verifies", error)
        raise
    try:
        webhook.verify(body.replace(b'"enabled":false', b'"enabled":true'), headers)
    except WebhookVerificationError:
        promise(True, "a changed call does not verify")
    else:
        promise(False, "a changed call does not verify", body)
    promise(content["type"] == "hold.placed", "the call says that a hold was placed", content)
    data: dict[str, object] = json.loads(body)["data"]
    return data


def confirm(world: World, hold: str) -> str:
    """The provisioning system says that it was done, with a token that may do only that."""
    admin = world.at(A)
    page = admin.get("/account/tokens/")
    values = {"name": "Provisioning system", "scopes": ["provisioning.confirm"]}
    token = token_of(admin.submit(page, page.form("name", "scopes"), values))
    machine = world.stranger(A)
    refused = machine.api("GET", "holds/", token=token)
    promise(refused.status == 403, "the token's scope ends at confirming", refused.status)
    done = machine.api("POST", f"holds/{hold}/confirm/", {"event": "hold.placed"}, token=token, expect=200).json()
    promise(done["confirmed_at"], "the hold is confirmed", done)
    return str(done["confirmed_at"])


def token_of(page: Page) -> str:
    """The token's secret, shown this once."""
    found = re.findall(r"[A-Za-z0-9_\-]{32,}", page.text)
    promise(found, "a new token's secret is shown once", page.text)
    return str(max(found, key=len))


def reasons(world: World, statement: str) -> int:
    """What the customer reads, and that it came by mail; how many provisions it names."""
    reader = world.people["customer", "X"]
    kept = reader.api("GET", f"my-statements/{statement}/", expect=200).json()["content"]
    page = reader.get(f"/my/statements/{statement}/")
    named = [*kept["provisions"], kept["remedy"]]
    for one in named:
        promise(page.says(one["text"]), "the statement names each provision with its text", one["key"], page.text)
        promise(one["digest"] in page.body, "and with its digest", one["key"])
    promise(page.says(FACTS), "the statement tells the facts", page.text)
    promise("29" in page.text and "2026" in page.text, "the statement tells the duration", page.text)
    promise(
        "appeal" in page.text.lower() and "/my/appeals/" in page.body, "the statement says how to appeal", page.text
    )
    mails = world.stage.mailbox.wait_for(1, to=contact(1), kind="measure")
    promise(len(mails) == 1, "it is mailed once", len(mails))
    other = world.people["customer", "Y"].api("GET", f"my-statements/{statement}/")
    promise(other.status == 404, "no other customer sees it", other.status)
    return len(named)
