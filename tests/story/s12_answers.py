"""Step 12: who has not answered meets the gate; one acknowledges, one declines, one signed paper, one got no mail."""

from tests.story.promises import narrator, promise
from tests.story.s03_customers import contact
from tests.story.visitor import Visitor
from tests.story.world import A, World

WHEN = "2026-11-06T09:00:00+00:00"
REASON = "Our insurer does not accept the words about mining."
FORBIDDEN = 403
PAPER = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
BOUNCE = """\
From: MAILER-DAEMON@mx.customer-005.example
To: no-reply@portal.localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.customer-005.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer-005.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: text/rfc822-headers

Message-ID: {id}

--b--
"""


def play(world: World) -> None:
    """Whatever they answer, the words bind; what each did stands on the desk."""
    world.stage.clock(WHEN)
    y = world.people["customer", "Y"]
    z = world.sign_in("Z's representative", contact(3), A.host, ask=True)
    world.at(A).api("POST", "settings/change/", {"gate_material": "page"}, expect=200)
    passed = gate(world, y)
    declines(world, z)
    on_paper(world)
    came_back(world)
    narrator.step(
        12,
        f"Y was stopped by the gate on pages and API, acknowledged version {passed} there and went on; "
        f"Z declined and the desk shows why; C004 signed paper; C005's mail came back and it met the notice as a page",
    )


def gate(world: World, y: Visitor) -> int:
    """It stands before every page, lets nobody loop, and opens by acknowledging; the version's number."""
    stopped = y.get("/my/services/", expect=FORBIDDEN)
    problem = y.api("GET", "my-credits/", expect=FORBIDDEN).json()
    promise(problem["code"] == "acknowledgement_required", "the API says what is required", problem)
    promise(problem["address"].endswith("/my/aup/pass/"), "and where to go", problem)
    for open_to_all in ("/my/appeals/", "/my/aup/", "/my/history/", "/report/"):
        y.get(open_to_all)
    form = stopped.form("digest", action="/my/aup/pass/")
    ticks = {"ticks": list(form.choices["ticks"])} if "ticks" in form.choices else {}
    onward = y.submit(stopped, form, ticks)
    promise(
        onward.url.endswith("/my/services/"), "once it is acknowledged they are where they wanted to go", onward.url
    )
    y.api("GET", "my-credits/", expect=200)
    return int(problem["version"])


def declines(world: World, z: Visitor) -> None:
    """Recorded, shown to staff, and no way past the gate."""
    page = z.get("/my/aup/decline/")
    z.submit(page, page.form("reason", action="decline"), {"reason": REASON})
    desk = world.at(A).get("/desk/acknowledgements/declines/")
    promise(desk.says(REASON), "the desk shows who declined, and why", desk.text)
    z.get("/my/services/", expect=FORBIDDEN)


def on_paper(world: World) -> None:
    """Staff records what was signed outside, with the file; its receipt verifies and says that it was paper."""
    admin = world.at(A)
    customer = admin.api("GET", "customers/?q=C004", expect=200).json()["results"][0]["id"]
    page = admin.get(f"/desk/customers/{customer}/acknowledgements/paper/")
    form = page.form("signed_on", "file")
    member = next(one for one in form.choices["membership"] if one)
    values = {"membership": member, "signed_on": "2026-11-05", "note": "Signed in my presence."}
    values |= {"ticks": list(form.choices["ticks"])} if "ticks" in form.choices else {}  # type: ignore[dict-item]
    admin.submit(page, form, values, files={"file": ("signed.pdf", PAPER, "application/pdf")})
    found = admin.api("GET", f"acknowledgements/?customer={customer}", expect=200).json()["results"]
    promise(len(found) == 1 and found[0]["method"] == "paper", "what was signed on paper is on record", found)
    receipt = admin.get(f"/desk/acknowledgements/{found[0]['id']}/receipt/").body.strip()
    answer = world.stranger(A).api("POST", "receipts/verify/", {"receipt": receipt}, expect=200).json()
    promise(answer["valid"], "its receipt verifies", answer)


def came_back(world: World) -> None:
    """A bounce mail is taken by the command; staff sees the address, and its person meets the notice as a page."""
    stage, to = world.stage, contact(5)
    number = stage.mailbox.wait_for(1, to=to, kind="posted")[0]["number"]
    name = dict(stage.mailbox.read(number)["headers"])["Message-ID"]
    file = stage.write("bounce.eml", BOUNCE.format(to=to, id=name))
    stage.command("receive_bounce", str(file), "--reseller", A.schema)
    desk = world.at(A).get("/desk/notices/bounced/")
    promise(to in desk.text and "550 5.1.1" in desk.text, "the desk shows whose mail came back, and why", desk.text)
    met = world.sign_in("C005's representative", to, A.host, ask=True).landed
    promise(met is not None and met.says("Our mail to you came back", to), "its person meets the notice as a page", met)
