"""What a receipt states. Pure: every instant is an argument."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policies.acknowledgements.models import Paper
from policies.acknowledgements.rules import instant_text
from tenants.customers.models import Authority, Capacity

#: The kind of token a receipt is; a signed ledger head never passes as one.
RECEIPT_TYP = "proviso-receipt+jwt"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a receipt states: who, in which capacity, acknowledged which words, when and how."""

    id: uuid.UUID
    policy: str
    version: int
    digest: str
    person: uuid.UUID
    customer: str
    capacity: str
    method: str
    ticks: Sequence[str]
    at: dt.datetime
    binding_digest: str
    edition_language: str
    edition_digest: str
    authority: Mapping[str, Any] | None = None
    paper: Mapping[str, Any] | None = None

    def payload(self, *, issuer: str) -> dict[str, Any]:
        """Returns the claims to sign; `issuer` is the reseller's canonical host. Names nobody but by pseudonym."""
        return {
            "iss": issuer,
            "jti": str(self.id),
            "policy": self.policy,
            "version": self.version,
            "digest": self.digest,
            "person": str(self.person),
            "customer": self.customer,
            "capacity": self.capacity,
            "binds_customer": self.capacity == Capacity.REPRESENTATIVE,
            "method": self.method,
            "ticks": list(self.ticks),
            "at": instant_text(self.at),
            "binding_digest": self.binding_digest,
            "edition_language": self.edition_language,
            "edition_digest": self.edition_digest,
            "authority": dict(self.authority) if self.authority else None,
            **({"paper": dict(self.paper)} if self.paper else {}),
        }


def authority_claim(authority: Authority | None) -> dict[str, Any] | None:
    """Returns what a receipt says of its authority; None if none is on record or the person binds nobody."""
    if authority is None:
        return None
    return {
        "id": str(authority.pk),
        "basis": authority.basis,
        "document_digest": authority.document_digest,
        "from": instant_text(authority.starts_at),
        "until": instant_text(authority.ends_at) if authority.ends_at else None,
    }


def paper_claim(paper: Paper | None) -> dict[str, Any] | None:
    """Returns what a receipt says of the paper: its file's digest, the day it was signed, and who attests it."""
    if paper is None:
        return None
    return {
        "means": paper.means,
        "document_digest": paper.document_digest,
        "signed_on": paper.signed_on.isoformat(),
        "zone": paper.zone,
        "attested_by": str(paper.attested_by),
    }
