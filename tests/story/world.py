"""Who plays, and what the steps hand on to each other."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.story.chosen import Chosen
from tests.story.promises import BrokenPromise, promise
from tests.story.stage import OPERATOR_HOST, Stage
from tests.story.visitor import Visitor

__all__ = ["CUSTOMERS", "OPERATOR", "OPERATOR_HOST", "STAFF", "A", "B", "Company", "World"]

OPERATOR = "olga@operator.example"
CUSTOMERS = 200


@dataclass(frozen=True)
class Company:
    """A reseller of the story."""

    schema: str
    name: str
    mailbox: str
    address: str
    timezone: str = "UTC"

    @property
    def host(self) -> str:
        """Where it is served."""
        return f"{self.schema}.localhost"


A = Company("acme", "Acme Telecom", "abuse@acme.example", "2 Canal Street, Utrecht")
B = Company("beta", "Beta Hosting", "abuse@beta.example", "3 Mill Lane, Eindhoven", "Europe/Amsterdam")

STAFF = {
    "vendor": {"editor": "editor", "approver": "approver"},
    "acme": {
        "editor": "editor",
        "approver": "approver",
        "officer": "case_officer",
        "second": "enforcement_approver",
        "reviewer": "appeal_reviewer",
        "finance": "finance",
        "auditor": "auditor",
    },
    "beta": {"finance": "finance"},
}


@dataclass
class World:
    """One playing: the stage, the policy, the people, and what was made so far."""

    stage: Stage
    policy: Path
    chosen: Chosen
    people: dict[tuple[str, str], Visitor] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def vendor(self) -> Company:
        """Calls itself what the policy calls its company, since the policy is its own."""
        named = self.chosen.variables
        name, mailbox = (
            named.get("company") or "Northern Networks",
            named.get("abuse_mailbox") or "legal@northern.example",
        )
        return Company("vendor", name, mailbox, "1 Harbour Road, Oslo")

    def at(self, company: Company, role: str = "admin") -> Visitor:
        """A signed-in person of a company."""
        return self.people[company.schema, role]

    def stranger(self, company: Company) -> Visitor:
        """Somebody who is not signed in."""
        return self.stage.visitor("a stranger", company.host)

    def email(self, company: Company, role: str) -> str:
        """The mail address of a person of a company."""
        return f"{role}@{company.schema}.example"

    def sign_in(self, name: str, email: str, host: str, *, ask: bool = False) -> Visitor:
        """Signs a person in by the link that was mailed, or, with `ask`, by one asked for at the sign-in page."""
        visitor = self.stage.visitor(name, host)
        before = self.stage.mailbox.last_number() if ask else 0
        if ask:
            page = visitor.get("/sign-in/")
            visitor.submit(page, page.form("email", "password"), {"email": email, "password": ""})
        newest = self.stage.mailbox.wait_for(1, to=email, after=before)[0]
        links = [one for one in self.stage.mailbox.read(newest["number"])["links"] if "/sign-in/" in one]
        if not links:
            raise BrokenPromise(f"the mail to {email} carries a link to sign in")
        promise(links[0].startswith(visitor.origin), f"the link mailed to {email} leads to {host}", links[0])
        page = visitor.get(links[0])
        visitor.landed = visitor.submit(page, page.form(action="/sign-in/"))
        again = self.stage.visitor("somebody with the same link", host)
        page = again.get(links[0])
        used = again.client.post(links[0], data=dict(page.forms[0].values), headers={"Referer": links[0]})
        promise(used.status_code == 410, "a link signs in once", used.status_code)
        return visitor
