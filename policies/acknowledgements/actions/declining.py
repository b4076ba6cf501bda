"""Declining the words shown: recorded and told to staff; it undoes nothing of what binds (R5)."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.acknowledgements.actions.eligibility import require_eligibility
from policies.acknowledgements.actions.fast_path import insert_once
from policies.acknowledgements.models import Decline, Method
from policies.acknowledgements.queries import same_answer
from tenants.customers.models import Customer
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.refusals import Refused

LONGEST_REASON = 2000


@transaction.atomic
def decline(
    *,
    by: User,
    customer: Customer,
    digest: str,
    reason: str = "",
    method: Method = Method.PORTAL,
    binding_digest: str = "",
    language: str = "",
) -> Decline:
    """Records that the person declines the words with this digest; they bind the customer all the same (R5).

    A second call gives the first one's row; acknowledging later is possible, and both stay. Raises Refused:
    `acknowledged_already` (409), `reason_too_long` (422), and what `acknowledge` raises but for ticks.
    """
    words = reason.strip()
    if len(words) > LONGEST_REASON:
        sentence = _("The reason is longer than %d characters: shorten it.") % LONGEST_REASON
        raise Refused("reason_too_long", sentence, status=422)
    eligibility = require_eligibility(
        by=by, customer=customer, digest=digest, binding_digest=binding_digest, language=language
    )
    mine: dict[str, Any] = {
        "version": eligibility.version,
        "person": by.pseudonym,
        "customer": customer,
        "binding_digest": eligibility.bound_digest,
    }
    done = same_answer(
        version=eligibility.version, person=by.pseudonym, customer=customer, bound=eligibility.bound_digest
    )
    if done.exists():
        raise Refused("acknowledged_already", _("You acknowledged these words already, and that stays on record."))
    acting = eligibility.acting
    row = Decline(
        id=uuid.uuid4(),
        **mine,
        digest=eligibility.version.digest,
        capacity=acting.capacity,
        authority=acting.authority if acting.binds else None,
        method=method,
        edition_language=eligibility.language,
        edition_digest=eligibility.edition_digest,
        reason=words,
        at=eligibility.at,
    )
    new = insert_once(row)
    kept = Decline.objects.select_related("version__policy", "customer").get(**mine)
    if new:
        facts = {
            "policy": eligibility.version.policy.slug,
            "number": eligibility.version.number,
            "digest": row.digest,
            "binding_digest": row.binding_digest,
            "customer": str(customer.pk),
            "capacity": row.capacity,
            "method": row.method,
        }
        personal = {"reason": words} if words else None
        record(verb="version.declined", at=row.at, by=by.pseudonym, subject=kept, facts=facts, personal=personal)
    return kept
