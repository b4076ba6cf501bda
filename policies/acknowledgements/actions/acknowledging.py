"""Acknowledging the words shown, with a signed receipt."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction

from policies.acknowledgements.actions.eligibility import Eligibility, require_eligibility
from policies.acknowledgements.actions.fast_path import insert_once
from policies.acknowledgements.models import Acknowledgement, Method, Paper
from policies.acknowledgements.queries import same_answer
from policies.acknowledgements.receipts.rules import RECEIPT_TYP, Statement, authority_claim, paper_claim
from tenants.customers.models import Customer
from tenants.ledger.keys import sign_jws
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection


@transaction.atomic
def acknowledge(
    *,
    by: User,
    customer: Customer,
    digest: str,
    ticks: Collection[str] = (),
    method: Method = Method.PORTAL,
    binding_digest: str = "",
    language: str = "",
) -> Acknowledgement:
    """Records that the person acknowledged the words with this digest, and signs a receipt (R2, R17, invariant 3).

    A representative binds the customer, on the authority that runs; an account user proves reading only. A second call
    gives the first one's row and receipt, unless what the agreement says otherwise began or ended in between. Raises
    Refused: `not_a_member` (403); `not_posted`, `not_in_force` (with the redline), `no_agreement` (409); `unticked`
    (422). A given `binding_digest` must be that of the words with what the customer's agreement says otherwise, as they
    were shown; else `agreed_otherwise` (409). `language` is that of the edition that was read, empty for the governing
    one; the row names it and its digest (`no_edition`, 404).
    """
    eligibility = require_eligibility(
        by=by, customer=customer, digest=digest, binding_digest=binding_digest, language=language
    )
    eligibility.require_ticks(ticks)
    row = written(eligibility, person=by.pseudonym, method=method)
    kept, new = keep_once(row)
    if new:
        record(verb="version.acknowledged", at=eligibility.at, by=by.pseudonym, subject=kept, facts=facts_of(kept))
    return kept


def written(
    eligibility: Eligibility, *, person: uuid.UUID, method: Method, paper: Paper | None = None
) -> Acknowledgement:
    """Returns the row with its receipt, not kept yet."""
    version, acting = eligibility.version, eligibility.acting
    customer, schema = acting.customer, connection.schema_name
    row = Acknowledgement(
        id=uuid.uuid4(),
        version=version,
        digest=version.digest,
        person=person,
        customer=customer,
        capacity=acting.capacity,
        method=method,
        ticks=list(eligibility.ticks_asked),
        at=eligibility.at,
        binding_digest=eligibility.bound_digest,
        edition_language=eligibility.language,
        edition_digest=eligibility.edition_digest,
        authority=acting.authority if acting.binds else None,
        paper=paper,
    )
    statement = Statement(
        id=row.id,
        policy=version.policy.slug,
        version=version.number,
        digest=row.digest,
        person=person,
        customer=customer.reference,
        capacity=row.capacity,
        method=row.method,
        ticks=row.ticks,
        at=row.at,
        binding_digest=row.binding_digest,
        edition_language=row.edition_language,
        edition_digest=row.edition_digest,
        authority=authority_claim(row.authority),
        paper=paper_claim(paper),
    )
    row.receipt = sign_jws(schema, statement.payload(issuer=acting.issuer or host_of(schema)), typ=RECEIPT_TYP)
    return row


def keep_once(row: Acknowledgement) -> tuple[Acknowledgement, bool]:
    """Returns the person's one row for these words and whether it is this one; two clicks at once keep the first."""
    if insert_once(row):
        return row, True
    mine = same_answer(version=row.version, person=row.person, customer=row.customer, bound=row.binding_digest)
    kept = mine.get()
    kept.repeated = True
    return kept, False


def facts_of(row: Acknowledgement) -> dict[str, Any]:
    """Returns what the ledger keeps of an acknowledgement; nobody by name."""
    facts = {
        "policy": row.version.policy.slug,
        "number": row.version.number,
        "digest": row.digest,
        "binding_digest": row.binding_digest,
        "edition": [row.edition_language, row.edition_digest],
        "customer": str(row.customer_id),
        "capacity": row.capacity,
        "authority": str(row.authority_id) if row.authority_id else None,
        "method": row.method,
        "ticks": row.ticks,
    }
    if row.paper:
        facts["paper"] = {
            "document": row.paper.document_digest,
            "means": row.paper.means,
            "signed_on": row.paper.signed_on.isoformat(),
            "person": str(row.person),
        }
    return facts
