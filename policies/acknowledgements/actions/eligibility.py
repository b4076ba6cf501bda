"""Whether a person may acknowledge or decline the words shown, for a customer: both verbs ask this first."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.acknowledgements import rules
from policies.acknowledgements.acting import Acting, acting_at
from policies.acknowledgements.actions.fast_path import find_eligible
from policies.acknowledgements.actions.refusals import no_agreement, not_in_force, unticked
from policies.acknowledgements.queries import open_version
from policies.versions.editions import read_in
from policies.versions.effective_terms import Bound, bound_to
from policies.versions.locks import get_policy_for_share
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import document_of, in_force
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.people.models import User
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A person who may answer a version for a customer at an instant (UTC); a lock keeps the version in force.

    `language` and `edition_digest` are those of the words read, `bound_digest` that of what binds.
    """

    at: dt.datetime
    version: PolicyVersion
    acting: Acting
    bound_digest: str
    language: str
    edition_digest: str
    ticks_asked: tuple[str, ...]
    bound: Bound | None

    def require_ticks(self, given: Collection[str]) -> None:
        """Raises Refused (`unticked`, 422) naming each provision that asks for a tick of its own and got none (R17)."""
        if not set(self.ticks_asked) <= set(given):
            document = self.bound.document if self.bound else document_of(self.version)
            raise unticked(rules.unticked(document, given))


def require_eligibility(
    *, by: User, customer: Customer, digest: str, binding_digest: str = "", language: str = ""
) -> Eligibility:
    """Returns which version the digest answers and for whom, under a lock that keeps it so until the transaction ends.

    Raises Refused: `not_a_member` (403); `not_posted`, `not_in_force` (with the redline), `no_agreement`,
    `agreed_otherwise` (409); `no_edition` (404).
    """
    # Nothing can be posted or withdrawn until we commit, so that what is in force at our instant stays so.
    policy = get_policy_for_share()
    if policy is None:
        raise Refused("not_posted", _("No policy is posted yet, so there is nothing to acknowledge."))
    at = clock.now()
    found = find_eligible(policy=policy, user=by, customer=customer, digest=digest, at=at)
    acting, version = found or _in_words(policy, by=by, customer=customer, digest=digest, at=at)
    eligibility = eligibility_for(version, acting, at=at, language=language)
    if binding_digest and binding_digest != eligibility.bound_digest:
        sentence = _("What your agreement says otherwise changed meanwhile: read these words, then acknowledge them.")
        raise Refused("agreed_otherwise", sentence, details={"binding_digest": eligibility.bound_digest})
    return eligibility


def _in_words(
    policy: Policy, *, by: User, customer: Customer, digest: str, at: dt.datetime
) -> tuple[Acting, PolicyVersion]:
    """Asks the same step by step, so that the refusal can name what is missing."""
    acting = acting_at(user=by, customer=customer, at=at)
    if acting is None:
        raise Refused(
            "not_a_member", _("You do not act for this customer, so you cannot acknowledge for it."), status=403
        )
    version = open_version(policy=policy, digest=digest, start=at, end=at)
    if version is None:
        current = in_force(policy=policy, at=at)
        raise not_in_force(customer=customer, person=by.pseudonym, digest=digest, current=current)
    if not acting.agreed:
        raise no_agreement(customer)
    return acting, version


def eligibility_for(
    version: PolicyVersion, acting: Acting, *, at: dt.datetime, language: str, agreed_at: dt.datetime | None = None
) -> Eligibility:
    """Returns the eligibility for an open version, in the words that bind the customer at `agreed_at` (UTC) or `at`."""
    read_language, read_digest = version.governs, version.digest  # type: ignore[attr-defined]  # by whoever found it
    if language.strip().lower() not in {"", read_language.lower()}:
        reading = read_in(version, language)
        read_language, read_digest = reading.language, reading.digest
    # Without a deviation the posted rows say what asks for a tick, and no words need to be read.
    bound = None
    bound_digest, asked = version.digest, version.separate  # type: ignore[attr-defined]  # likewise
    if acting.deviates:
        customer = acting.customer
        bound = bound_to(customer=customer, version=version, at=max(agreed_at or at, version.effective_at))
        bound_digest, asked = bound.digest, [one.key for one in rules.separate(bound.document)]
    return Eligibility(at, version, acting, bound_digest, read_language, read_digest, tuple(asked), bound)
