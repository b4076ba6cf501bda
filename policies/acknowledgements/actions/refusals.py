"""What this room's verbs refuse, with what the reader needs to go on."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from policies.acknowledgements.queries import changes_from, last_acknowledged
from policies.documents import Provision
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.resellers.refusals import Refused


def no_agreement(customer: Customer) -> Refused:
    """Returns the refusal for a customer that nothing binds, so that there is nothing to answer (R1)."""
    return Refused(
        "no_agreement",
        _("%s has no agreement now, so this policy does not bind it and there is nothing to acknowledge.")
        % customer.name,
    )


def not_in_force(
    *, customer: Customer, person: uuid.UUID | None, digest: str, current: PolicyVersion | None
) -> Refused:
    """Returns the refusal of a digest that binds nobody, with what changed since the reader's last acknowledgement."""
    if current is None:
        return Refused("not_posted", _("No version of the policy is in force yet, so there is nothing to acknowledge."))
    earlier = last_acknowledged(customer=customer, person=person) if person else None
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


def unticked(missing: Sequence[Provision]) -> Refused:
    """Provisions that ask for a tick of their own and got none (R17), each named."""
    named = [{"key": provision.key, "number": provision.number, "text": provision.text} for provision in missing]
    sentence = _("These provisions ask for a tick of their own: %s.") % "; ".join(
        provision.text if len(provision.text) <= 80 else f"{provision.text[:79]}…"  # noqa: PLR2004 - a line's length
        for provision in missing
    )
    return Refused("unticked", sentence, status=422, details={"provisions": named})
