"""The verbs of this room: recording that words were shown, and that they were acknowledged."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.acknowledgements import rules
from policies.acknowledgements.models import Acknowledgement, Method, View
from policies.acknowledgements.queries import announced, changes_from, last_acknowledged, membership_at
from policies.documents import Provision
from policies.versions.deviating import bound_to
from policies.versions.editions import Reading, read_in
from policies.versions.locks import hold_policy
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Customer, Membership
from tenants.customers.queries import agreement_at
from tenants.ledger import clock
from tenants.ledger.keys import sign_jws
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused


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

    A representative binds the customer; an account user proves reading only. A second call gives the first one's row
    and receipt, unless what the agreement says otherwise began or ended in between. Raises Refused: `not_a_member`
    (403); `not_posted`, `not_in_force` (with the redline), `no_agreement` (409); `unticked` (422). A given
    `binding_digest` must be that of the words with what the customer's agreement says otherwise, as they were shown;
    else `agreed_otherwise` (409). `language` is that of the edition that was read, empty for the governing one; the row
    names it and its digest (`no_edition`, 404).
    """
    policy = the_policy()
    if policy is None:
        raise Refused("not_posted", _("No policy is posted yet, so there is nothing to acknowledge."))
    # Nothing can be posted or withdrawn until we commit, so that what is in force at our instant stays so.
    hold_policy(policy)
    at = clock.now()
    membership = membership_at(user=by, customer=customer, at=at)
    if membership is None:
        raise Refused(
            "not_a_member", _("You do not act for this customer, so you cannot acknowledge for it."), status=403
        )
    current = in_force(policy=policy, at=at)
    version = rules.shown(digest, in_force=current, announced=announced(policy=policy, at=at))
    if version is None:
        raise _not_in_force(customer=customer, person=by.pseudonym, digest=digest, current=current)
    if agreement_at(customer=customer, at=at) is None:
        raise Refused(
            "no_agreement",
            _("%s has no agreement now, so this policy does not bind it and there is nothing to acknowledge.")
            % customer.name,
        )
    bound = bound_to(customer=customer, version=version, at=max(at, version.effective_at))
    if binding_digest and binding_digest != bound.digest:
        sentence = _("What your agreement says otherwise changed meanwhile: read these words, then acknowledge them.")
        raise Refused("agreed_otherwise", sentence, details={"binding_digest": bound.digest})
    read = read_in(version, language)
    document = bound.document
    if missing := rules.unticked(document, ticks):
        raise _unticked(missing)
    agreed = [provision.key for provision in rules.separate(document)]
    return _recorded(
        version=version, membership=membership, ticks=agreed, method=method, at=at, bound=bound.digest, read=read
    )


@transaction.atomic
def record_view(*, by: User, customer: Customer, version: PolicyVersion, language: str = "") -> None:
    """Records that a version was shown to a signed-in person, the first time only (R5), and in which language."""
    if View.objects.filter(version=version, person=by.pseudonym, customer=customer).exists():
        return
    at = clock.now()
    view = View(
        version=version,
        digest=version.digest,
        person=by.pseudonym,
        customer=customer,
        at=at,
        edition_language=read_in(version, language).language,
    )
    View.objects.bulk_create([view], ignore_conflicts=True)
    # Two windows opened at once show the words twice, but only one of them was the first.
    if View.objects.filter(pk=view.pk).exists():
        facts = {"number": version.number, "digest": version.digest, "customer": str(customer.pk)}
        record(verb="version.viewed", at=at, by=by.pseudonym, subject=view, facts=facts)


def _recorded(
    *,
    version: PolicyVersion,
    membership: Membership,
    ticks: Sequence[str],
    method: Method,
    at: dt.datetime,
    bound: str,
    read: Reading,
) -> Acknowledgement:
    """The person's one row for these words: a new one, or the one that a click before this made."""
    person, customer = membership.user.pseudonym, membership.customer
    mine = Acknowledgement.objects.filter(version=version, person=person, customer=customer).filter(
        binding_digest__in=[bound, *([""] if bound == version.digest else [])]
    )
    if known := mine.first():
        return known
    statement = rules.Statement(
        id=uuid.uuid4(),
        policy=version.policy.slug,
        version=version.number,
        digest=version.digest,
        person=person,
        customer=customer.reference,
        capacity=membership.capacity,
        method=method,
        ticks=ticks,
        at=at,
        binding_digest=bound,
        edition_language=read.language,
        edition_digest=read.digest,
    )
    schema = connection.schema_name
    row = Acknowledgement(
        id=statement.id,
        version=version,
        digest=version.digest,
        person=person,
        customer=customer,
        capacity=membership.capacity,
        method=method,
        ticks=list(ticks),
        at=at,
        binding_digest=bound,
        edition_language=read.language,
        edition_digest=read.digest,
        receipt=sign_jws(schema, statement.payload(issuer=host_of(schema)), typ=rules.RECEIPT_TYP),
    )
    # Two clicks at once: the database keeps the first, and the second is given what it kept.
    Acknowledgement.objects.bulk_create([row], ignore_conflicts=True)
    kept = mine.get()
    if kept.pk == row.pk:
        facts = {
            "policy": version.policy.slug,
            "number": version.number,
            "digest": version.digest,
            "binding_digest": bound,
            "edition": [read.language, read.digest],
            "customer": str(customer.pk),
            "capacity": row.capacity,
            "method": row.method,
            "ticks": row.ticks,
        }
        record(verb="version.acknowledged", at=at, by=person, subject=kept, facts=facts)
    return kept


def _not_in_force(*, customer: Customer, person: uuid.UUID, digest: str, current: PolicyVersion | None) -> Refused:
    """The refusal of a digest that binds nobody, with what changed since the reader's last acknowledgement."""
    if current is None:
        return Refused("not_posted", _("No version of the policy is in force yet, so there is nothing to acknowledge."))
    earlier = last_acknowledged(customer=customer, person=person)
    # Who never acknowledged anything is told what changed since the words this digest stands for.
    base = earlier or PolicyVersion.objects.filter(digest=digest).order_by("-number").first()
    details: dict[str, Any] = {
        "digest": current.digest,
        "version": current.number,
        "since_version": base.number if base else None,
        "redline": [change.to_json() for change in changes_from(base, current)] if base else [],
    }
    sentence = _(
        "These are not the words in force: version %(number)d is. Read what changed, then acknowledge that version."
    )
    return Refused("not_in_force", sentence % {"number": current.number}, details=details)


def _unticked(missing: Sequence[Provision]) -> Refused:
    named = [{"key": provision.key, "number": provision.number, "text": provision.text} for provision in missing]
    sentence = _("These provisions ask for a tick of their own: %s.") % "; ".join(
        provision.text if len(provision.text) <= 80 else f"{provision.text[:79]}…"  # noqa: PLR2004 - a line's length
        for provision in missing
    )
    return Refused("unticked", sentence, status=422, details={"provisions": named})
