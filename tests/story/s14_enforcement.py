"""Step 14: days at the abuse desk, from a mailed report to a modified appeal, by the pages' links and forms alone.

A mailed ARF report, an interim suspension, a measure with notice that is approved too late, an authorization that
spares a customer, and an appeal that modifies the determination.
"""

import re
from typing import Any

from tests.story.page import Page
from tests.story.promises import narrator, promise
from tests.story.s03_customers import address, contact, service
from tests.story.s07_determination import instants
from tests.story.visitor import Visitor
from tests.story.world import A, World

WHEN = "2026-12-01T09:00:00+00:00"
ACT = "Mon, 30 Nov 2026 22:10:00 +0000"
NOTICE_ENDS, TOO_LATE = "2026-12-08T00:00:00Z", "2026-12-10T09:00:00+00:00"
NEW_NOTICE_ENDS, AFTER_IT = "2026-12-20T00:00:00Z", "2026-12-20T00:00:05+00:00"
TEST_STARTS, TEST_ENDS = "2026-12-21T00:00:00Z", "2026-12-28T00:00:00Z"
DURING_THE_TEST = "2026-12-22T12:00:00+00:00"
TESTED = "Tue, 22 Dec 2026 10:00:00 +0000"
#: Both have acknowledged version 2, so that the gate lets them in: one on paper, one at the gate (step 12).
GUILTY, TESTER = 4, 2

ARF = """\
From: {sender}
To: abuse@acme.example
Subject: Abuse report about {source}
Message-ID: <{name}@reports.example>
Date: {date}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="parts"

--parts
Content-Type: text/plain; charset=utf-8

This is an email abuse report for a message received from {source} on {date}.

--parts
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: NeighbourReports/1.0
Version: 1
Source-IP: {source}
Arrival-Date: {date}

--parts
Content-Type: message/rfc822

From: offers@shop.example
To: somebody@reports.example
Subject: You have won
Date: {date}
Received: from shop.example ({source}) by mx.reports.example; {date}

Click here.

--parts--
"""


def play(world: World) -> None:
    """One officer, one approver, one reviewer and two customers."""
    world.stage.clock(WHEN)
    for name, number in (("mailer", GUILTY), ("tester", TESTER)):
        signed_in = world.sign_in(f"The {name}'s representative", contact(number), A.host, ask=True)
        world.people["customer", name] = signed_in
    reported = mailed(world, GUILTY, "first", ACT)
    case = open_case(world, reported)
    interim(world, case)
    waits = determine(world, case)
    approved_too_late(world, case)
    spared = authorized(world)
    modified = appeal(world, case)
    narrator.step(
        14,
        f"{reported} came by mail, {case} opened and {service(GUILTY)} suspended for now; {waits}; "
        f"a termination approved after its notice refused, another one taken; {spared}; {modified}; no address typed",
    )


def mailed(world: World, customer: int, name: str, date: str) -> str:
    """A mail server hands over an ARF report; the number it got."""
    mail = ARF.format(sender="reports@neighbour.example", source=address(customer), name=name, date=date)
    told = world.stage.run("receive_report", "--reseller", A.schema, stdin=mail)
    promise(told.code == 0, "a mailed ARF report is taken in", told.errors)
    number = told.output.split()[0]
    promise(service(customer) in told.output and address(customer) in told.output, "its service is found", told.output)
    again = world.stage.run("receive_report", "--reseller", A.schema, stdin=mail)
    promise(again.output == told.output, "the same mail again is no other report", again.output)
    return number


def open_case(world: World, number: str) -> str:
    """From the desk's first page to an open case; the case's number."""
    officer = world.at(A, "officer")
    page = officer.follow(officer.start(), "Reports", number)
    promise(page.says(address(GUILTY)), "the officer reads the report", page.text)
    page = officer.press(page, "Open a case")
    found = re.search(r"\bC-\d+", page.text)
    promise(found, "a case is open", page.text)
    assert found is not None
    return found[0]


def case_page(who: Visitor, case: str) -> Page:
    """The case, by the navigation and the list."""
    return who.follow(who.start(), "Cases", case)


def interim(world: World, case: str) -> None:
    """At once, before a determination; the page says first what will happen to whom."""
    officer = world.at(A, "officer")
    page = officer.follow(case_page(officer, case), "Suspend for now")
    said = {"finding": "It sends bulk mail at this hour; others' mail is refused.", "ground": "network_protection"}
    page = officer.press(page, "Go on", said)
    promise(page.says("What will happen", service(GUILTY)), "what will happen is said before it happens", page.text)
    form = page.form("confirmed")
    page = officer.submit(page, form)
    promise(page.says(service(GUILTY)), "it is suspended for now", page.text)
    customer = world.people["customer", "mailer"]
    page = customer.follow(customer.start(), "Services")
    promise(page.says(service(GUILTY), "On hold"), "the customer reads that the service is on hold", page.text)


def determine(world: World, case: str) -> str:
    """What the report says happened, cited as it was in force; a second person where one is due."""
    officer = world.at(A, "officer")
    page = officer.follow(case_page(officer, case), "Determine a violation")
    page = officer.press(page, "Continue")
    page = officer.submit(page, page.form("facts"), judged(page))
    return approved(world, case)


def judged(page: Page, **more: str) -> dict[str, Any]:
    """What an officer or reviewer writes into the form of a determination."""
    form = page.form("facts")
    cited = form.values.get("citations") or list(form.choices["citations"])[:1]
    return {
        "citations": cited,
        "actor": "An unnamed user of the account",
        "intent": "unintentional",
        "conduct": "permitted",
        "facts": "The relay sent bulk mail at 22:10 UTC; its logs agree with the report.",
        "rationale": "Company reasonably believes that this is damaging: others refuse mail from the network.",
        **more,
    }


def approved(world: World, case: str) -> str:
    """A second person reads and approves, where the page asks for one."""
    second = world.at(A, "second")
    page = case_page(second, case)
    if not page.offers("Read and approve"):
        return "a violation determined"
    page = second.follow(page, "Read and approve")
    second.submit(page, next(form for form in page.forms if form.method == "post" and "approve" in page.url))
    return "a violation determined by one and approved by another"


def approved_too_late(world: World, case: str) -> None:
    """The notice that the statement would name is over: nobody can approve it; proposed anew, it takes effect."""
    officer, second = world.at(A, "officer"), world.at(A, "second")
    propose(officer, case, NOTICE_ENDS)
    world.stage.clock(TOO_LATE)
    page = waiting(second)
    promise(
        page.says("passed") and not page.offers("Approve the measure"),
        "what begins without its notice cannot be approved, and the page says why",
        page.text,
    )
    page = officer.follow(waiting(officer), "Cancel the measure")
    officer.press(page, "Cancel", {"reason": "Nobody approved it in time."})
    propose(officer, case, NEW_NOTICE_ENDS)
    page = second.follow(waiting(second), "Approve the measure")
    promise(page.says("What will happen", service(GUILTY)), "who approves reads what will happen", page.text)
    second.press(page, "Approve", {"reason": "The mail went on after the warning."})
    customer = world.people["customer", "mailer"]
    page = customer.follow(customer.start(), "Statements")
    promise(page.says("Termination"), "the customer gets the statement before it begins", page.text)
    world.stage.clock(AFTER_IT)


def propose(officer: Visitor, case: str, starts: str) -> None:
    """A termination with notice: it takes a second person."""
    page = officer.follow(case_page(officer, case), "Take a measure")
    form = page.form("kind", "reason")
    said = {"kind": "termination", "reason": "Bulk mail went on for hours."} | instants(form.names, "starts_at", starts)
    page = officer.submit(page, form, said, button="Go on")
    promise(page.says("What will happen", service(GUILTY)), "a page says what will happen to whom", page.text)
    officer.submit(page, page.form("confirmed"))


def waiting(who: Visitor) -> Page:
    """The newest measure, by the navigation and the list."""
    return who.follow(who.start(), "Measures", "Termination")


def authorized(world: World) -> str:
    """A customer asks for a penetration test; a report about it shows the authorization before anyone decides."""
    officer, customer = world.at(A, "officer"), world.people["customer", "tester"]
    page = customer.follow(customer.start(), "Authorizations", "Ask for one")
    form = page.form("purpose", "keys")
    asked = {
        "purpose": "A penetration test of our own mail server.",
        "keys": list(form.choices["keys"]),
        "sources": address(TESTER),
        **instants(form.names, "starts_at", TEST_STARTS),
        **instants(form.names, "ends_at", TEST_ENDS),
    }
    page = customer.submit(page, form, asked)
    found = re.search(r"\bW-\d+", page.text)
    promise(found, "the request has a number", page.text)
    assert found is not None
    page = officer.follow(officer.start(), "Authorizations", found[0], "Grant")
    page = officer.press(page, "Grant it", {"reference": "Letter of 15 December 2026"})
    promise(page.says("Granted"), "it is granted in writing", page.text)
    world.stage.clock(DURING_THE_TEST)
    number = mailed(world, TESTER, "second", TESTED)
    page = officer.follow(officer.start(), "Reports", number)
    promise(page.says("Authorized by", found[0]), "the report shows first what was authorized", page.text)
    page = officer.press(page, "No violation")
    return f"{number} fell inside {found[0]}, and {service(TESTER)} was spared"


def appeal(world: World, case: str) -> str:
    """The customer appeals; a third person overturns the determination and makes another, which holds nothing yet."""
    customer, reviewer = world.people["customer", "mailer"], world.at(A, "reviewer")
    page = customer.follow(customer.start(), "Appeals", f"Appeal in {case}")
    page = customer.press(page, "File the appeal", {"words": "It was an open relay of a user; we closed it at once."})
    found = re.search(r"\bA-\d+", page.text)
    promise(found, "the appeal is filed", page.text)
    assert found is not None
    page = reviewer.follow(reviewer.start(), "Appeals", found[0])
    page = reviewer.press(page, "Take into review")
    page = reviewer.press(reviewer.follow(page, "Modify"), "Continue")
    said = judged(page, reasons="It was negligence and no intent, and it was mended at once.")
    said["facts"] = "A user's open relay sent bulk mail for a quarter of an hour."
    page = reviewer.submit(page, page.form("facts", "reasons"), said)
    promise(page.says("counts no longer"), "the old determination counts no longer", page.text)
    page = customer.follow(customer.start(), "Services")
    shown = " ".join(page.text.split()).partition(service(GUILTY))[2]
    promise("On hold" not in shown[:200], "the service is on again", shown[:400])
    page = customer.follow(customer.start(), "Appeals", found[0])
    promise(page.says("no intent"), "the customer reads why", page.text)
    return f"{found[0]} modified: overturned, another determination made, {service(GUILTY)} on again"
