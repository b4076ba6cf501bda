"""Posted policies for tests of the rooms above: one call gives the current reseller a version in force."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from policies.documents import Document, Kind, Provision, Variable
from policies.documents.model.codec import document_to_json
from policies.drafts.actions import post_version
from policies.drafts.models import Draft
from policies.versions.company import proposed_values, this_reseller
from policies.versions.models import Policy, PolicyVersion, Significance
from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection

WRITER = (Role.EDITOR, Role.APPROVER)

#: Keys of the built-in document, for tests that cite.
SPAM, SCANNING, OFFENSIVE, GENERAL = "spam", "scanning", "offensive", "general"
SUSPENSION, NO_CREDIT, RECORDING = "suspension", "no-credit", "recording"


def document(**texts: str) -> Document:
    """A small policy with every part that enforcement asks for; `spam="…"` gives one provision other words."""

    def provision(key: str, kind: Kind, text: str, *, category: str | None = None, **more: object) -> Provision:
        words = texts.get(key.replace("-", "_"), text)
        return Provision(key=key, kind=kind, category=category, number="", text=words, **more)  # type: ignore[arg-type]  # flags and children

    prohibited = (
        provision(SPAM, Kind.PROHIBITION, "sending mail that nobody asked for;", category="spam_email"),
        provision(
            SCANNING,
            Kind.PROHIBITION,
            "scanning networks, unless authorized in writing by Company; or",
            category="unauthorized_testing",
            needs_authorization=True,
        ),
        provision(
            OFFENSIVE,
            Kind.PROHIBITION,
            "publishing content that Company determines to be offensive.",
            category="offensive_content",
            discretionary=True,
        ),
    )
    provisions = (
        provision("incorporation", Kind.INCORPORATION, "This AUP is incorporated into the Master Service Agreement."),
        provision("company", Kind.DEFINITION, "“Company” means {{company}}."),
        provision("amendment", Kind.AMENDMENT, "Company may change any provision at any time, effective upon posting."),
        provision("disclaimer", Kind.DISCLAIMER, "Company is not liable for violations by any party."),
        provision(
            SUSPENSION, Kind.REMEDY, "Company may suspend or terminate the Services without notice for a violation."
        ),
        provision(
            NO_CREDIT, Kind.REMEDY, "No service level credit is due for interruptions that result from a violation."
        ),
        provision("reporting", Kind.REPORTING, "Report violations to {{abuse_mailbox}}."),
        provision(
            GENERAL,
            Kind.PROHIBITION,
            "You shall not engage in abusive conduct, including but not limited to:",
            children=prohibited,
        ),
        provision(
            RECORDING,
            Kind.RESPONSIBILITY,
            "You alone are responsible for the law on recording.",
            acknowledge_separately=True,
        ),
    )
    variables = (Variable("company", None), Variable("abuse_mailbox", None))
    return Document("Acceptable Use Policy", "en", variables, provisions)


def without(whole: Document, *keys: str) -> Document:
    """The document without these provisions and what hangs below them."""

    def kept(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
        return tuple(replace(one, children=kept(one.children)) for one in provisions if one.key not in keys)

    return replace(whole, provisions=kept(whole.provisions))


def writer() -> User:
    """A person of the current reseller who may edit and post."""
    return give_roles(by=None, email=f"writer@{connection.schema_name}.example", name="Writer", roles=WRITER)


def draft(words: Document | None = None, *, values: Mapping[str, str] | None = None) -> Draft:
    """A draft of the current reseller's policy, its variables filled with what the reseller declares."""
    words = words or document()
    policy, _new = Policy.objects.get_or_create(slug="aup", defaults={"title": words.title, "created_at": clock.now()})
    filled = proposed_values(this_reseller(), words, values or {})
    defaults = {
        "document": document_to_json(words),
        "values": filled,
        "updated_at": clock.now(),
        "updated_by": writer().pseudonym,
    }
    return Draft.objects.update_or_create(policy=policy, defaults=defaults)[0]


def posted_policy(
    words: Document | None = None,
    *,
    at: dt.datetime | None = None,
    by: User | None = None,
    summary: str = "The first version.",
    significance: Significance = Significance.MATERIAL,
    values: Mapping[str, str] | None = None,
    effective_at: dt.datetime | None = None,
) -> PolicyVersion:
    """Posts a version of the current reseller and returns it, through the real verb.

    `words` is the document (default: `document()`); a second version needs other words: `document(spam="…")`. `at` sets
    the settable clock to that instant for the posting, and to what it was afterwards. `effective_at` schedules.
    """
    made = draft(words, values=values)
    before = clock.now() if at is not None else None
    if at is not None:
        clock.set_to(at)
    try:
        return post_version(
            by=by or writer(), policy=made.policy, summary=summary, significance=significance, at=effective_at
        )
    finally:
        if before is not None:
            clock.set_to(before)
