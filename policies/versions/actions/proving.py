"""Fetching back what the declared website really served, keeping it, and the alarm where it is something else (R4)."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import httpx
from django.db import connection, transaction
from django.utils.translation import gettext as _

from policies.versions.company import this_reseller
from policies.versions.fetching import Fetched, fetch
from policies.versions.locks import lock_policy_for_key_share
from policies.versions.models import Policy, PolicyVersion, PostingProof, WebsiteAlarm
from policies.versions.queries import in_force
from policies.versions.rules import counts_as_answer
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.addresses import absolute
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake

#: Where the version in force stands without anything around it, to be framed by the declared website.
EMBED = "/aup/embed/"
#: Nobody asks the website more often than this by hand.
AT_MOST_EVERY = dt.timedelta(minutes=1)


def fetch_proof(version: PolicyVersion) -> PostingProof:
    """Gets the address that the reseller declares as its website and keeps what it served as proof of posting."""
    fetched = fetch(this_reseller().website)
    framed = _frames_us(fetched) and version.digest.encode() in fetch(absolute(EMBED)).body
    return keep_proof(version=version, fetched=fetched, framed=framed)


@transaction.atomic
def keep_proof(*, version: PolicyVersion, fetched: Fetched, framed: bool = False) -> PostingProof:
    """Keeps one answer, and raises or clears the alarm as it says.

    The page shows the version where the version's digest stands in it, or where it frames our page that does.
    """
    lock_policy_for_key_share(version.policy_id)
    at = clock.now()
    answered = fetched.status == httpx.codes.OK
    shows = answered and (framed or version.digest.encode() in fetched.body)
    problem = fetched.problem
    if not problem and not shows:
        problem = (
            _("The page does not show this version's digest.")
            if answered
            else _("The website answered with status %s.") % fetched.status
        )
    proof = PostingProof.objects.create(
        version=version,
        url=fetched.url,
        fetched_at=at,
        http_status=fetched.status,
        body=fetched.body,
        digest=hashlib.sha256(fetched.body).hexdigest(),
        shows_version=shows,
        framed=framed and shows,
        problem=problem[:300],
    )
    facts = {
        "version": version.digest,
        "url": proof.url,
        "http_status": proof.http_status,
        "digest": proof.digest,
        "shows_version": proof.shows_version,
        "framed": proof.framed,
    }
    record(verb="version.proof_fetched", at=at, by=None, subject=proof, facts=facts)
    _alarm(proof, at=at)
    return proof


@verb(Permission.EDIT_POLICIES, Permission.POST_POLICIES)
@transaction.atomic
def ask_for_check(*, by: User, policy: Policy) -> None:
    """Has the website fetched again now. Raises Refused: `nothing_posted`, `too_soon` (429)."""
    at = clock.now()
    version = in_force(policy=policy, at=at)
    if version is None:
        raise Refused("nothing_posted", _("No version is in force yet, so your website must show nothing."))
    last = version.proofs.order_by("-fetched_at").defer("body").first()
    if last is not None and at - last.fetched_at < AT_MOST_EVERY:
        raise Refused("too_soon", _("Your website was fetched less than a minute ago. Wait a moment."), status=429)
    record(verb="website.check_asked", at=at, by=by.pseudonym, subject=version, facts={"version": version.digest})
    wake("policies.versions.tasks.check_website", version_id=str(version.pk))


@contextmanager
def alone(policy: Policy) -> Iterator[bool]:
    """Holds off every other worker that would fetch the same website, in no transaction; False: another is at it."""
    name = f"website:{connection.settings_dict['NAME']}:{policy.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        (mine,) = cursor.fetchone()
    try:
        yield bool(mine)
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _alarm(proof: PostingProof, *, at: dt.datetime) -> None:
    """Raises at once where something else is shown, at the second time where nothing answers; a good proof clears.

    A version that was superseded while its page was fetched says nothing about what is shown now.
    """
    policy = proof.version.policy
    if in_force(policy=policy, at=at) != proof.version:
        return
    standing = WebsiteAlarm.objects.select_for_update().filter(policy=policy, cleared_at=None).first()
    if proof.shows_version and standing is not None:
        WebsiteAlarm.objects.filter(pk=standing.pk).update(cleared_at=max(at, standing.raised_at), cleared_by=proof)
        record(verb="website.alarm_cleared", at=at, by=None, subject=standing, facts={"proof": str(proof.pk)})
    elif not proof.shows_version and standing is None and _certain(proof):
        raised = WebsiteAlarm.objects.create(policy=policy, raised_at=at, raised_by=proof)
        facts = {"proof": str(proof.pk), "problem": proof.problem}
        record(verb="website.alarm_raised", at=at, by=None, subject=raised, facts=facts)


def _certain(proof: PostingProof) -> bool:
    if counts_as_answer(proof.http_status):
        return True
    before = proof.version.proofs.exclude(pk=proof.pk).order_by("-fetched_at").defer("body").first()
    return before is not None and not before.shows_version


class _Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.sources += [value for name, value in attrs if name == "src" and value]


def _frames_us(fetched: Fetched) -> bool:
    """Whether the page frames the one of ours that shows what is in force."""
    found = _Frames()
    found.feed(fetched.body.decode("utf-8", "replace"))
    ours = absolute(EMBED)
    return any(urldefrag(urljoin(fetched.url, source)).url == ours for source in found.sources)
