"""Fetching back what the declared website really served, and keeping it (R4)."""

import hashlib

import httpx
from django.db import transaction
from django.utils.translation import gettext as _

from policies.versions.company import this_reseller
from policies.versions.fetching import Fetched, fetch
from policies.versions.models import PolicyVersion, PostingProof
from tenants.ledger import clock
from tenants.ledger.recording import record


def fetch_proof(version: PolicyVersion) -> PostingProof:
    """Gets the address that the reseller declares as its website and keeps what it served as proof of posting."""
    fetched = fetch(this_reseller().website)
    return keep_proof(version=version, fetched=fetched)


@transaction.atomic
def keep_proof(*, version: PolicyVersion, fetched: Fetched) -> PostingProof:
    """Keeps one answer; the page shows the version where the version's digest stands in it."""
    at = clock.now()
    shows = fetched.status == httpx.codes.OK and version.digest.encode() in fetched.body
    problem = fetched.problem
    if not problem and not shows:
        problem = (
            _("The page does not show this version's digest.")
            if fetched.status == httpx.codes.OK
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
        problem=problem[:300],
    )
    facts = {
        "version": version.digest,
        "url": proof.url,
        "http_status": proof.http_status,
        "digest": proof.digest,
        "shows_version": proof.shows_version,
    }
    record(verb="version.proof_fetched", at=at, by=None, subject=proof, facts=facts)
    return proof
